package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

class ReplyTest {

  @Test
  void isNotChangedByAnotherHeader() {
    var reply = Reply.of(200, "text/plain", new byte[] {1});
    var more = reply.header("X-One", "1").header("X-One", "2");

    assertThat(reply.header("X-One")).isEmpty();
    assertThat(more.header("x-one")).contains("2");
    assertThat(more.header("Content-Type")).contains("text/plain");
    assertThat(more.body()).containsExactly(1);
  }

  @Test
  void refusesAHeaderThatWouldBeginAnotherOne() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Reply.empty(200).header("X-One", "1\r\nX-Two: 2"));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Reply.empty(200).header("X One", "1"));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Reply.of(200, "text/plain\n", new byte[0]));
  }

  @Test
  void refusesAStatusThatIsNotFinal() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Reply.empty(101))
        .withMessageContaining("101");
  }
}

package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BodyBufferTest {

  @Property(tries = 200)
  void joinsWhatItWasGiven(
      @ForAll @Size(max = 20) List<@Size(max = 9000) byte[]> parts, @ForAll boolean announced) {
    var whole = new ByteArrayOutputStream();
    parts.forEach(whole::writeBytes);
    var body = new BodyBuffer(announced ? whole.size() : -1, 1 << 20);

    for (byte[] part : parts) {
      assertThat(body.append(Unpooled.wrappedBuffer(part))).isTrue();
    }

    assertThat(body.take()).isEqualTo(whole.toByteArray());
  }

  @Test
  void takesWhatTheLimitAllowsAndNoOctetMore() {
    var body = new BodyBuffer(-1, 3);

    assertThat(body.append(Unpooled.wrappedBuffer(new byte[] {1, 2}))).isTrue();
    assertThat(body.append(Unpooled.wrappedBuffer(new byte[] {3, 4}))).isFalse();
    assertThat(body.append(Unpooled.wrappedBuffer(new byte[] {3}))).isTrue();
    assertThat(body.take()).containsExactly(1, 2, 3);
  }
}

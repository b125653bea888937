package org.opensmdp.http.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void writesMembersInTheOrderOfTheCalls() {
    byte[] json = JsonText.object(10)
        .open("header")
        .open("status")
        .text("b", "1")
        .close()
        .close()
        .plain("a", "QUJD+/==".getBytes(US_ASCII))
        .text("é", "\"\\\n€")
        .end();

    assertThat(new String(json, UTF_8))
        .isEqualTo(
            "{\"header\":{\"status\":{\"b\":\"1\"}},\"a\":\"QUJD+/==\",\"é\":\"\\\"\\\\\\n€\"}");
  }

  @Test
  void writesLongPlainTextsWhole() {
    String base64 = "QUJD".repeat(100_000);

    byte[] json = JsonText.object(16).plain("a", base64.getBytes(US_ASCII)).end();

    assertThat(new String(json, US_ASCII)).isEqualTo("{\"a\":\"" + base64 + "\"}");
  }

  @Test
  void makesTextPrintable() {
    assertThat(JsonText.printable("a\né\u007F~ ", 128)).isEqualTo("a???~ ");
    assertThat(JsonText.printable("abc", 2)).isEqualTo("ab");
  }
}

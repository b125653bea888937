package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;

/** What the head of a request may say. */
class AdmissionTest {

  @Test
  void admitsAHostThatComesTwiceAsAnAuthorityOfHttp2Does() {
    var head = post();
    head.headers().add("host", "smdp.example.com").add("host", "smdp.example.com");

    assertThat(Admission.refusal(head, 10)).isEmpty();
  }

  @Test
  void refusesTwoHosts() {
    var head = post();
    head.headers().add("host", "smdp.example.com").add("host", "smdp.example.net");

    assertThat(Admission.refusal(head, 10)).contains(Admission.MALFORMED);
  }

  @Test
  void admitsChunkedInAnyCase() {
    var head = post();
    head.headers().add("Transfer-Encoding", "Chunked");

    assertThat(Admission.refusal(head, 10)).isEmpty();
  }

  private static HttpRequest post() {
    return new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/");
  }
}

package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestTest {

  @Test
  void canBeMadeWithoutASocket() {
    var request = Request.of("POST", "/a?q", new byte[] {1})
        .withHeader("Host", "smdp.example:8443")
        .withHeader("X-One", "1");

    assertThat(request.path()).isEqualTo("/a");
    assertThat(request.query()).contains("q");
    assertThat(request.host()).isEqualTo("smdp.example");
    assertThat(request.header("x-one")).contains("1");
    assertThat(request.clientCertificate()).isEmpty();
  }

  @Test
  void knowsAClientOnceToldSo() {
    var certificate = new TestPki("Root").root();

    var request = Request.of("GET", "/", new byte[0]).withClientCertificate(certificate);

    assertThat(request.clientCertificate()).contains(certificate);
  }
}

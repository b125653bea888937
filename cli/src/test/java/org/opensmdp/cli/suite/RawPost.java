package org.opensmdp.cli.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.opensmdp.rsp.Bytes;

/** Posts octets that no client of ours would send. */
record RawPost(String path, String contentType, byte[] body) {
  static final String JSON = "application/json";
  static final String ASN1 = "application/x-gsma-rsp-asn1";

  /** What has come back. */
  record Answer(int status, Bytes body) {
    String text() {
      return new String(body.toArray(), UTF_8);
    }
  }

  static RawPost json(String function, String body) {
    return new RawPost("/gsma/rsp2/es9plus/" + function, JSON, body.getBytes(UTF_8));
  }

  static RawPost asn1(Bytes body) {
    return new RawPost("/gsma/rsp2/asn1", ASN1, body.toArray());
  }

  Answer send(Scene scene) {
    var request = HttpRequest.newBuilder(
            URI.create("https://" + scene.house().server().smdpAddress() + path))
        .header("Content-Type", contentType)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
    try {
      var response = scene.http().send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), Bytes.wrap(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

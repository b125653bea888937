package org.opensmdp.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.opensmdp.rsp.Bytes;

/**
 * The way to a server for what a device or an operator posts. All that is said of HTTP passes here
 * once, so that a link with delays, a recorder or another client can take its place. Any thread.
 */
public interface HttpTransport {
  /** What an answer may hold; of more, one octet more is read and the rest left. */
  int MOST_ANSWER_OCTETS = 4 * 1024 * 1024;

  /**
   * What is posted.
   *
   * @param headers by their names as they are sent
   */
  record Request(URI uri, Map<String, String> headers, Bytes body) {
    public Request {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * What has come back.
   *
   * @param headers the first of each, by their names in small letters
   */
  record Answer(int status, Map<String, String> headers, Bytes body) {
    public Answer {
      headers = Map.copyOf(headers);
    }

    /** Returns a header, or nothing of it: "". */
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /**
   * Posts and waits for the answer.
   *
   * @throws IOException if none comes
   * @throws InterruptedException if the thread is interrupted meanwhile
   */
  Answer post(Request request) throws IOException, InterruptedException;

  /** Returns the way by the platform's client; {@code timeout} is for one answer. */
  static HttpTransport over(HttpClient http, Duration timeout) {
    return request -> {
      var builder = HttpRequest.newBuilder(request.uri())
          .timeout(timeout)
          .POST(HttpRequest.BodyPublishers.ofByteArray(request.body().toArray()));
      request.headers().forEach(builder::header);
      return answer(http.send(builder.build(), HttpResponse.BodyHandlers.ofInputStream()));
    };
  }

  private static Answer answer(HttpResponse<InputStream> response) throws IOException {
    var headers = new LinkedHashMap<String, String>();
    response.headers().map().forEach((name, values) -> {
      if (!name.startsWith(":")) {
        headers.put(name.toLowerCase(Locale.ROOT), values.get(0));
      }
    });
    try (var body = response.body()) {
      return new Answer(
          response.statusCode(), headers, Bytes.wrap(body.readNBytes(MOST_ANSWER_OCTETS + 1)));
    }
  }
}

package org.opensmdp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** What a house shows at /metrics. */
public final class Metrics {
  private final TestHouse house;

  private Metrics(TestHouse house) {
    this.house = house;
  }

  public static Metrics of(TestHouse house) {
    return new Metrics(house);
  }

  String text() {
    var request = HttpRequest.newBuilder(house.adminUrl().resolve("/metrics")).build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns the value of a figure, written with its labels as Prometheus reads it. */
  public double value(String figure) {
    return text()
        .lines()
        .filter(line -> line.startsWith(figure + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(figure.length() + 1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + figure));
  }
}

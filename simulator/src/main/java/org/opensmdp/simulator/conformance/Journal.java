package org.opensmdp.simulator.conformance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensmdp.simulator.HttpTransport;

/** What happened in one run of a case, in order, for the report. One thread at a time writes it. */
public final class Journal {
  private final List<Entry> entries = new ArrayList<>();

  /** Something that happened. */
  public sealed interface Entry {}

  /** What the case did next. */
  public record Step(String text) implements Entry {}

  /** What was posted and what came back; {@code failure} if nothing did, else empty. */
  public record Exchange(
      HttpTransport.Request request, Optional<HttpTransport.Answer> answer, String failure)
      implements Entry {}

  /** What was looked at. */
  public record Check(String what, String expected, String received, boolean holds)
      implements Entry {}

  synchronized void add(Entry entry) {
    entries.add(entry);
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Returns a way to the server that writes down what passes. */
  HttpTransport recording(HttpTransport transport) {
    return request -> {
      try {
        var answer = transport.post(request);
        add(new Exchange(request, Optional.of(answer), ""));
        return answer;
      } catch (IOException e) {
        add(new Exchange(request, Optional.empty(), String.valueOf(e.getMessage())));
        throw e;
      }
    };
  }
}

package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensmdp.simulator.apdu.CardListener;
import org.opensmdp.simulator.apdu.PcapTrace;
import org.opensmdp.simulator.apdu.TextTrace;

/** The files into which the conversation with a card is written. */
final class CardTraces implements AutoCloseable {
  private final List<Closeable> files = new ArrayList<>();
  private CardListener listener = CardListener.NONE;

  private CardTraces() {}

  /** Starts the files that are wanted; what stood in them is replaced. */
  static CardTraces open(Optional<Path> trace, Optional<Path> pcap) {
    var traces = new CardTraces();
    trace.ifPresent(file -> traces.text(file));
    pcap.ifPresent(file -> traces.packets(file));
    return traces;
  }

  private void text(Path file) {
    var writer = new BufferedWriter(new OutputStreamWriter(created(file), UTF_8));
    files.add(writer);
    listener = listener.and(new TextTrace(writer));
  }

  private void packets(Path file) {
    var out = new BufferedOutputStream(created(file));
    files.add(out);
    listener = listener.and(new PcapTrace(out, InstantSource.system()));
  }

  private static OutputStream created(Path file) {
    try {
      return Files.newOutputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written; does its directory exist?", e);
    }
  }

  CardListener listener() {
    return listener;
  }

  @Override
  public void close() {
    for (var file : files) {
      try {
        file.close();
      } catch (IOException e) {
        System.err.println("opensmdp: a trace was not written to its end: " + e.getMessage());
      }
    }
  }
}

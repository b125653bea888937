package org.opensmdp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A server process; what it prints at its start says where it listens. */
final class Node implements AutoCloseable {
  private final Child process;
  private final Map<String, String> listeners = new LinkedHashMap<>();

  private Node(Child process) {
    this.process = process;
  }

  /** Begins to start; {@link #awaitReady} waits for the end of it. */
  static Node start(Path config) throws IOException {
    return new Node(Child.start(
        List.of("-Xmx192m", "-XX:TieredStopAtLevel=1"),
        List.of("serve", "--config", config.toString())));
  }

  Node awaitReady() throws IOException {
    while (!listeners.containsKey("ready")) {
      var words = process.readLine().split(" +", 2);
      listeners.put(words[0], words[1].substring(words[1].lastIndexOf(':') + 1));
    }
    return this;
  }

  int es9plus() {
    return Integer.parseInt(listeners.getOrDefault("es9plus", ""));
  }

  String es2plus() {
    return "localhost:" + listeners.get("es2plus");
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.process().destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.close();
  }
}

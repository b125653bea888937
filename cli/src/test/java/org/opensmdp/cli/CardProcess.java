package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.opensmdp.rsp.Bytes;

/** {@code opensmdp euicc} in a process of its own, spoken to through one of its doors. */
interface CardProcess extends AutoCloseable {
  List<String> JVM = List.of("-Xmx192m", "-XX:TieredStopAtLevel=1");

  Bytes transmit(Bytes command);

  /** SIGKILL. */
  void kill();

  @Override
  void close();

  static CardProcess stdio(List<String> options) throws IOException {
    return new Stdio(started("--stdio", options));
  }

  static CardProcess tcp(List<String> options) throws IOException {
    return new Tcp(started("--tcp=0", options));
  }

  private static Child started(String door, List<String> options) throws IOException {
    var arguments = new ArrayList<>(List.of("euicc", door));
    arguments.addAll(options);
    return Child.start(JVM, arguments);
  }

  /** Lines of JSON. */
  final class Stdio implements CardProcess {
    private final ObjectMapper json = new ObjectMapper();
    private final Child child;

    Stdio(Child child) throws IOException {
      this.child = child;
      var unused = call(request("connect").putNull("param"));
    }

    private ObjectNode request(String function) {
      return json.createObjectNode().put("func", function);
    }

    private JsonNode call(ObjectNode payload) throws IOException {
      var request = json.createObjectNode().put("type", "apdu").set("payload", payload);
      child.writeLine(request.toString());
      var answer = json.readTree(child.readLine()).path("payload");
      if (answer.path("ecode").asInt(-1) < 0) {
        throw new AssertionError(payload + " was answered " + answer);
      }
      return answer;
    }

    @Override
    public Bytes transmit(Bytes command) {
      try {
        var answer = call(request("transmit").put("param", command.toString()));
        return Bytes.fromHex(answer.path("data").asText());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void kill() {
      child.process().destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
      child.close();
    }
  }

  /** Lines of hex. */
  final class Tcp implements CardProcess {
    private static final String LISTENS = "It listens at ";

    private final Child child;
    private final Socket socket;
    private final BufferedReader in;

    Tcp(Child child) throws IOException {
      this.child = child;
      var line = child.readLine();
      while (!line.startsWith(LISTENS)) {
        line = child.readLine();
      }
      var address = HostPort.parse(line.substring(LISTENS.length(), line.indexOf(';')));
      socket = new Socket(address.host().orElseThrow(), address.portOr(0));
      in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }

    @Override
    public Bytes transmit(Bytes command) {
      try {
        socket.getOutputStream().write((command + "\n").getBytes(US_ASCII));
        return Bytes.fromHex(String.valueOf(in.readLine()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void kill() {
      child.process().destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
      try (socket) {
        child.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

package org.opensmdp.simulator.apdu;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * The card on a port: a command as a line of hex, its answer as a line of hex. All connections speak to
 * one card, each on the logical channels it opens, as several programs do to the card of a phone. Lines
 * of a trace may be sent as they are: {@code >} before a command is passed over, so are lines that
 * start with {@code <} or {@code #}. {@code RESET} resets the card and is answered with the ATR. A line
 * that is nothing of this is answered {@code !} and why.
 */
public final class TcpDoor implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 64;

  private final CardTransport card;
  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
  private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
    var thread = new Thread(task, "euicc-tcp");
    thread.setDaemon(true);
    return thread;
  });

  private TcpDoor(CardTransport card, ServerSocket listener) {
    this.card = card;
    this.listener = listener;
  }

  /**
   * Opens the port.
   *
   * @param port 0 for any that is free
   * @throws UncheckedIOException if the port is taken
   */
  public static TcpDoor open(CardTransport card, InetAddress address, int port) {
    try {
      var listener = new ServerSocket();
      listener.setReuseAddress(true);
      listener.bind(new InetSocketAddress(address, port));
      var door = new TcpDoor(card, listener);
      door.threads.execute(door::accept);
      return door;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "port %d cannot be opened; name another one: %s".formatted(port, e.getMessage()), e);
    }
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        if (places.tryAcquire()) {
          connections.add(socket);
          threads.execute(() -> serve(socket));
        } else {
          socket.close();
        }
      } catch (IOException e) {
        // closed: the loop ends; anything else was the other side's
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        var out = new BufferedWriter(new OutputStreamWriter(socket.getOutputStream(), US_ASCII))) {
      socket.setTcpNoDelay(true);
      var lines = new CardLines(in);
      var hex = new HexCommands(card);
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        var answer = hex.answer(line.get());
        if (answer.isPresent()) {
          out.write(answer.get() + "\n");
          out.flush();
        }
      }
    } catch (IOException e) {
      // gone, or a line without end: the connection is over
    } finally {
      connections.remove(socket);
      places.release();
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (var connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      // it is closed as far as it can be
    }
    threads.shutdownNow();
  }
}

package org.opensmdp.simulator.apdu;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.opensmdp.rsp.Bytes;

/**
 * The card in a virtual PC/SC reader: it connects to vpcd (the reader driver of vsmartcard), and what
 * speaks PC/SC speaks to it. A message is its length, 2 octets, and its octets; one of a single octet
 * is not a command but the reader's hand: 0 off, 1 on, 2 reset, 4 asks for the ATR.
 */
public final class VpcdDoor implements AutoCloseable {
  /** Where vpcd listens for cards. */
  public static final int PORT = 35963;

  private static final int POWER_OFF = 0;
  private static final int POWER_ON = 1;
  private static final int RESET = 2;
  private static final int GET_ATR = 4;

  private static final int CONNECT_MILLIS = 10_000;
  private static final int LONGEST = 0xFFFF;

  private final CardTransport card;
  private final Socket socket;

  private VpcdDoor(CardTransport card, Socket socket) {
    this.card = card;
    this.socket = socket;
  }

  /**
   * Puts the card into the reader.
   *
   * @throws UncheckedIOException if no vpcd is there
   */
  public static VpcdDoor connect(CardTransport card, String host, int port) {
    var socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      socket.setTcpNoDelay(true);
      return new VpcdDoor(card, socket);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "no vpcd at %s:%d; is pcscd running with vsmartcard's driver? %s"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  /**
   * Answers until the reader goes away or the door is closed.
   *
   * @throws UncheckedIOException if the connection breaks within a message
   */
  public void serve() {
    try (socket) {
      var in = new DataInputStream(socket.getInputStream());
      var out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
      while (true) {
        int length = in.read() << 8;
        if (length < 0) {
          return;
        }
        take(Bytes.wrap(in.readNBytes(length | in.readUnsignedByte())), out);
      }
    } catch (EOFException e) {
      throw new UncheckedIOException("vpcd ended within a message", e);
    } catch (IOException e) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void take(Bytes message, DataOutputStream out) throws IOException {
    if (message.size() != 1) {
      answer(card.transmit(message), out);
      return;
    }
    switch (message.at(0)) {
      case GET_ATR -> answer(card.atr(), out);
      case POWER_OFF, POWER_ON, RESET -> card.reset();
      default -> {} // nothing a card could do
    }
  }

  /** What does not fit the length is refused by the card, not cut. */
  private static void answer(Bytes octets, DataOutputStream out) throws IOException {
    var fitting = octets.size() > LONGEST ? Answer.of(StatusWord.WRONG_LENGTH).whole() : octets;
    out.writeShort(fitting.size());
    out.write(fitting.toArray());
    out.flush();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is out of the reader either way
    }
  }
}

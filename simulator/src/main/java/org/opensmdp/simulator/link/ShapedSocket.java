package org.opensmdp.simulator.link;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;

/** A TCP connection that is as slow as its link: what is layered over it, TLS too, feels it. */
final class ShapedSocket extends Socket {
  /** ChangeCipherSpec as a record: TLS 1.3 sends it in the middle of the server's flight. */
  private static final int CHANGE_CIPHER_SPEC = 0x14;

  private static final int CHANGE_CIPHER_SPEC_OCTETS = 6;

  private final Link link;

  ShapedSocket(Link link) {
    this.link = link;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    link.connect();
    super.connect(endpoint, timeout);
    setTcpNoDelay(true);
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new Slow(super.getInputStream(), link);
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return new FilterOutputStream(super.getOutputStream()) {
      @Override
      public void write(int octet) throws IOException {
        link.send(1);
        out.write(octet);
      }

      @Override
      public void write(byte[] octets, int offset, int length) throws IOException {
        if (length == CHANGE_CIPHER_SPEC_OCTETS && octets[offset] == CHANGE_CIPHER_SPEC) {
          link.sendUnanswered(length);
        } else {
          link.send(length);
        }
        out.write(octets, offset, length);
      }
    };
  }

  /** What arrives, when it would. */
  private static final class Slow extends FilterInputStream {
    private final Link link;

    Slow(InputStream in, Link link) {
      super(in);
      this.link = link;
    }

    @Override
    public int read() throws IOException {
      link.await();
      int octet = super.read();
      if (octet >= 0) {
        link.receive(1);
      }
      return octet;
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
      link.await();
      int read = super.read(octets, offset, length);
      if (read > 0) {
        link.receive(read);
      }
      return read;
    }
  }
}

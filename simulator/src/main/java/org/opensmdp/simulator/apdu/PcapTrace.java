package org.opensmdp.simulator.apdu;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import org.opensmdp.rsp.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes all that passes as a packet capture that Wireshark opens: each exchange is a UDP packet from
 * the loopback address to itself, port 4729, with a GSMTAP header of type SIM, command and answer one
 * after the other as over T=0.
 */
public final class PcapTrace implements CardListener {
  private static final Logger LOG = LoggerFactory.getLogger(PcapTrace.class);

  private static final int MAGIC_MICROSECONDS = 0xA1B2C3D4;
  private static final int LINKTYPE_IPV4 = 228;
  private static final int LOOPBACK = 0x7F000001;
  private static final int GSMTAP_PORT = 4729;
  private static final int GSMTAP_VERSION = 2;
  private static final int GSMTAP_SIM = 4;
  private static final int APDU = 0;
  private static final int ATR = 1;
  private static final int PCAP_OCTETS = 24;
  private static final int RECORD_OCTETS = 16;
  private static final int IP_OCTETS = 20;
  private static final int UDP_OCTETS = 8;
  private static final int GSMTAP_OCTETS = 16;
  private static final int LONGEST = 0xFFFF;
  private static final int LONGEST_PAYLOAD = LONGEST - IP_OCTETS - UDP_OCTETS - GSMTAP_OCTETS;

  private final OutputStream out;
  private final InstantSource clock;
  private int number;
  private boolean broken;

  /** Starts the file. */
  public PcapTrace(OutputStream out, InstantSource clock) {
    this.out = out;
    this.clock = clock;
    var head = ByteBuffer.allocate(PCAP_OCTETS).putInt(MAGIC_MICROSECONDS);
    head.putShort((short) 2).putShort((short) 4).putInt(0).putInt(0);
    write(head.putInt(LONGEST).putInt(LINKTYPE_IPV4));
  }

  @Override
  public void reset(Bytes atr) {
    packet(ATR, atr);
  }

  @Override
  public void exchanged(Bytes command, Bytes response) {
    packet(APDU, Bytes.concat(asOverT0(command), response));
  }

  /** What is dissected has no Le after data: over T=0 there is none. */
  private static Bytes asOverT0(Bytes command) {
    return CommandApdu.parse(command)
        .filter(apdu -> !apdu.extended() && !apdu.data().isEmpty())
        .map(apdu -> command.slice(0, 5 + apdu.data().size()))
        .orElse(command);
  }

  /** A packet holds 64 KiB; the end of a longer exchange is left out. */
  private void packet(int subType, Bytes octets) {
    var payload = octets.slice(0, Math.min(octets.size(), LONGEST_PAYLOAD));
    int udp = UDP_OCTETS + GSMTAP_OCTETS + payload.size();
    int ip = IP_OCTETS + udp;
    var buffer = ByteBuffer.allocate(RECORD_OCTETS + ip);
    recordHeader(buffer, ip, clock.instant());
    ipHeader(buffer, ip);
    buffer.putShort((short) GSMTAP_PORT).putShort((short) GSMTAP_PORT);
    buffer.putShort((short) udp).putShort((short) 0); // over IPv4 a checksum may be left out
    gsmtapHeader(buffer, subType);
    write(buffer.put(payload.toArray()));
  }

  private static void recordHeader(ByteBuffer buffer, int length, Instant now) {
    buffer.putInt((int) now.getEpochSecond()).putInt(now.getNano() / 1000);
    buffer.putInt(length).putInt(length);
  }

  private static void ipHeader(ByteBuffer buffer, int length) {
    int start = buffer.position();
    buffer.put((byte) 0x45).put((byte) 0).putShort((short) length);
    buffer.putInt(0).put((byte) 64).put((byte) 17).putShort((short) 0);
    buffer.putInt(LOOPBACK).putInt(LOOPBACK);
    int sum = 0;
    for (int i = 0; i < IP_OCTETS; i += 2) {
      sum += buffer.getShort(start + i) & 0xFFFF;
    }
    sum = (sum & 0xFFFF) + (sum >>> 16);
    buffer.putShort(start + 10, (short) ~(sum + (sum >>> 16)));
  }

  private void gsmtapHeader(ByteBuffer buffer, int subType) {
    buffer.put((byte) GSMTAP_VERSION).put((byte) (GSMTAP_OCTETS / 4)).put((byte) GSMTAP_SIM);
    buffer.put((byte) 0).putInt(0).putInt(number++).put((byte) subType);
    buffer.put((byte) 0).put((byte) 0).put((byte) 0);
  }

  /** A capture that cannot be written is no fault of the card's: it goes on without. */
  private void write(ByteBuffer octets) {
    if (broken) {
      return;
    }
    try {
      var filled = new byte[octets.flip().remaining()];
      octets.get(filled);
      out.write(filled);
      out.flush();
    } catch (IOException e) {
      broken = true;
      LOG.warn("the capture of the card ends here, it cannot be written: {}", e.getMessage());
    }
  }
}

package org.opensmdp.crypto;

import static org.opensmdp.crypto.BspException.Kind.SECURITY;
import static org.opensmdp.crypto.BspException.Kind.STRUCTURE;

import java.security.MessageDigest;
import java.util.Arrays;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Tlv;

/**
 * The opening side of BSP, as the eUICC does it (SGP.22 v2 §2.5.4). Strict, if nothing else is said: a
 * TLV over 1020 octets is refused. A TLV that does not open moves nothing. One thread.
 */
public final class BspOpener {
  private static final int BLOCK = Aes.BLOCK;
  private static final int MAC_ONLY = 0x88;

  private final Aes encryption;
  private final Aes decryption;
  private final BspState state;
  private final int mostTlv;
  private final byte[] message;

  public BspOpener(BspKeys keys) {
    this(keys, Bsp.MOST_TLV);
  }

  /**
   * Opens larger TLVs too, as lenient cards do.
   *
   * @param mostTlv octets of the largest one, with tag, length and MAC
   */
  public BspOpener(BspKeys keys, int mostTlv) {
    this.mostTlv = mostTlv;
    this.message = new byte[BLOCK + mostTlv];
    this.encryption = Aes.encryption(keys.enc());
    this.decryption = Aes.decryption(keys.enc());
    this.state = new BspState(keys);
  }

  /** Returns the data of a TLV with tag 86 or 87, deciphered, or 88. */
  public Bytes open(Tlv tlv) throws BspException {
    checkShape(tlv);
    var content = tlv.value().slice(0, tlv.value().size() - BspState.MAC);
    var mac = checkedMac(tlv);
    var data = tlv.tag() == MAC_ONLY ? content : deciphered(content);
    state.advance(mac);
    return data;
  }

  private void checkShape(Tlv tlv) throws BspException {
    int content = tlv.value().size() - BspState.MAC;
    if (tlv.tag() < 0x86 || tlv.tag() > MAC_ONLY) {
      throw new BspException(STRUCTURE, "tag %X (expected: 86, 87 or 88)".formatted(tlv.tag()));
    }
    if (content < 0 || tlv.whole().size() > mostTlv) {
      throw new BspException(STRUCTURE, "%d octets".formatted(tlv.whole().size()));
    }
    if (tlv.tag() != MAC_ONLY && (content == 0 || content % BLOCK != 0)) {
      throw new BspException(STRUCTURE, "%d octets are not blocks".formatted(content));
    }
  }

  /** Tag and length are MACed as they were received. */
  private byte[] checkedMac(Tlv tlv) throws BspException {
    int covered = tlv.whole().size() - BspState.MAC;
    state.putChain(message);
    tlv.whole().slice(0, covered).copyTo(message, BLOCK);
    var mac = new byte[BLOCK];
    state.mac(message, BLOCK + covered, mac);
    var received = tlv.whole().slice(covered, tlv.whole().size()).toArray();
    if (!MessageDigest.isEqual(Arrays.copyOf(mac, BspState.MAC), received)) {
      throw new BspException(SECURITY, "the MAC does not hold");
    }
    return mac;
  }

  private Bytes deciphered(Bytes content) throws BspException {
    var blocks = new byte[BLOCK + content.size()];
    state.putCounter(blocks, 0);
    encryption.finish(blocks, 0, BLOCK, blocks, 0);
    content.copyTo(blocks, BLOCK);
    decryption.finish(blocks, 0, blocks.length, blocks, 0);
    return Bytes.wrap(blocks).slice(BLOCK, endOfData(blocks));
  }

  private static int endOfData(byte[] blocks) throws BspException {
    int end = blocks.length - 1;
    while (blocks[end] == 0 && end > blocks.length - BLOCK) {
      end--;
    }
    if (blocks[end] != (byte) 0x80) {
      throw new BspException(SECURITY, "no padding");
    }
    return end;
  }
}

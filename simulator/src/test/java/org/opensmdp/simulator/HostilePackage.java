package org.opensmdp.simulator;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.opensmdp.crypto.Bsp;
import org.opensmdp.crypto.BspKeys;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.crypto.InvalidPoint;
import org.opensmdp.crypto.KeyDerivation;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.ReplaceSessionKeysRequest;

/**
 * A package of an SM-DP+ that knows the session keys and protects whatever it likes. The pieces come in
 * the order in which they are asked for; the head announces as many octets as there are.
 */
final class HostilePackage {
  private static final Bytes HOST_ID = Bytes.fromHex("0102030405060708");

  private final TestSmdp smdp;
  private final Bytes euiccOtpk;
  private final EphemeralKey otsk;
  private final List<Bytes> pieces = new ArrayList<>();
  private Bsp bsp;
  private int remoteOpId = 1;
  private Bytes transactionId;
  private Bytes template = Der.tlv(
      0xA6,
      Der.tlv(0x80, Bytes.fromHex("88")),
      Der.tlv(0x81, Bytes.fromHex("10")),
      Der.tlv(0x84, HOST_ID));
  private int announcedMore;

  HostilePackage(TestSmdp smdp, Eid eid, PrepareDownloadResponse.Ok prepared) {
    this.smdp = smdp;
    this.euiccOtpk = prepared.euiccSigned2().euiccOtpk();
    this.otsk = EphemeralKey.generate(smdp.credentials.curve(), new SecureRandom());
    this.transactionId = smdp.transactionId.octets();
    this.bsp = new Bsp(sessionKeys(eid));
  }

  private BspKeys sessionKeys(Eid eid) {
    var peer = new EcPublicKey(smdp.credentials.curve(), euiccOtpk);
    try (var z = otsk.agree(peer)) {
      return KeyDerivation.sessionKeys(z, HOST_ID, eid);
    } catch (InvalidPoint e) {
      throw new AssertionError(e);
    }
  }

  HostilePackage remoteOpId(int value) {
    remoteOpId = value;
    return this;
  }

  HostilePackage transactionId(String hex) {
    transactionId = Bytes.fromHex(hex);
    return this;
  }

  HostilePackage template(String hex) {
    template = Bytes.fromHex(hex);
    return this;
  }

  HostilePackage announcing(int moreOctets) {
    announcedMore = moreOctets;
    return this;
  }

  HostilePackage raw(String hex) {
    pieces.add(Bytes.fromHex(hex));
    return this;
  }

  HostilePackage configure(Bytes plain) {
    pieces.add(Der.tlv(0xA0, bsp.encryptAndMac(0x87, plain)));
    return this;
  }

  HostilePackage configure() {
    return configure(Bytes.fromHex("BF2400"));
  }

  HostilePackage metadata(Bytes... segments) {
    return segments(0xA1, 0x88, segments);
  }

  HostilePackage replaceKeys(Bytes plain) {
    pieces.add(Der.tlv(0xA2, bsp.encryptAndMac(0x87, plain)));
    return this;
  }

  /** Goes on with the keys that have been sent. */
  HostilePackage with(ReplaceSessionKeysRequest keys) {
    bsp = new Bsp(BspKeys.of(keys));
    return this;
  }

  HostilePackage elements(Bytes... segments) {
    return segments(0xA3, 0x86, segments);
  }

  private HostilePackage segments(int tag, int elementTag, Bytes... segments) {
    var elements = new ArrayList<Bytes>();
    for (var segment : segments) {
      elements.add(
          elementTag == 0x88 ? bsp.macOnly(0x88, segment) : bsp.encryptAndMac(0x86, segment));
    }
    int size = elements.stream().mapToInt(Bytes::size).sum();
    pieces.add(head(tag, size));
    pieces.addAll(elements);
    return this;
  }

  /** Adds a piece with a right MAC around octets that are no cipher text. */
  HostilePackage unencrypted(int outer, Bytes content) {
    pieces.add(Der.tlv(outer, bsp.macOnly(0x87, content)));
    return this;
  }

  /** Changes the last octet, which is of the MAC, of the last piece. */
  HostilePackage damaged() {
    int last = pieces.size() - 1;
    var octets = pieces.get(last).toArray();
    octets[octets.length - 1] ^= 1;
    pieces.set(last, Bytes.wrap(octets));
    return this;
  }

  /** Gives the last piece another tag, that of elements. */
  HostilePackage another() {
    int last = pieces.size() - 1;
    var octets = pieces.get(last).toArray();
    octets[0] = (byte) 0x86;
    pieces.set(last, Bytes.wrap(octets));
    return this;
  }

  List<Bytes> pieces() {
    int rest = pieces.stream().mapToInt(Bytes::size).sum();
    var unsigned = Bytes.concat(
        Der.integer(0x82, remoteOpId),
        Der.tlv(0x80, transactionId),
        template,
        Der.tlv(0x5F49, otsk.publicKey().point()));
    var key = smdp.credentials.dpPb().key();
    var signature = TestSmdp.signature(key, unsigned, Der.tlv(0x5F49, euiccOtpk));
    var bf23 = Der.tlv(0xBF23, unsigned, signature);
    var all = new ArrayList<Bytes>();
    all.add(Bytes.concat(head(0xBF36, bf23.size() + rest + announcedMore), bf23));
    all.addAll(pieces);
    return all;
  }

  private static Bytes head(int tag, int length) {
    var whole = Der.tlv(tag, Bytes.wrap(new byte[length]));
    return whole.slice(0, whole.size() - length);
  }
}

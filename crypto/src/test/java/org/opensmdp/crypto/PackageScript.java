package org.opensmdp.crypto;

import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ControlRefTemplate;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.InitialiseSecureChannelRequest;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.ReplaceSessionKeysRequest;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.TransactionId;

/**
 * A hostile SM-DP+ that knows the session keys: reads pieces to send out of octets. A piece is a kind
 * (raw, protected as one of the blocks, a head), its length in two octets, and its content. The first
 * piece, with a right signature, comes by itself, announcing what the first two octets say.
 */
final class PackageScript {
  private static final TransactionId ID = new TransactionId(RecordedSession.TRANSACTION_ID);
  private static final EphemeralKey CARD =
      EphemeralKey.generate(Curve.NIST_P256, new SecureRandom());
  private static final EphemeralKey SMDP =
      EphemeralKey.generate(Curve.NIST_P256, new SecureRandom());
  private static final SoftwareSigningKey DP_PB =
      SoftwareSigningKey.generate(Curve.NIST_P256, new SecureRandom());
  private static final Bytes REQUEST = request();

  private final Bytes octets;
  private int at;
  private Bsp bsp;
  private boolean begun;
  private Bytes replacement = Bytes.EMPTY;

  PackageScript(Bytes octets) {
    this.octets = octets;
    this.bsp = new Bsp(sessionKeys());
  }

  /** A package with keys of its own, and one without. */
  static Stream<byte[]> samples() {
    var keys = Bytes.fromHex("BF2636" + ("8010" + "00".repeat(16)) + ("8110" + "00".repeat(16))
        + ("8210" + "00".repeat(16)));
    var head = Bytes.concat(piece(1, "BF2400"), piece(5, "0013"), piece(2, "BF25020000"));
    return Stream.of(
            Bytes.concat(Bytes.fromHex("0051"), head, piece(6, "001A"), piece(4, "A000")),
            Bytes.concat(
                Bytes.fromHex("00A1"),
                head,
                piece(3, keys.toString()),
                piece(6, "001A"),
                piece(4, "A000")),
            Bytes.concat(Bytes.fromHex("4000"), piece(0, "A000")))
        .map(Bytes::toArray);
  }

  private static Bytes piece(int kind, String content) {
    return Bytes.concat(
        Bytes.of((byte) kind, (byte) 0, (byte) (content.length() / 2)), Bytes.fromHex(content));
  }

  BoundPackageOpener opener() {
    return new BoundPackageOpener(CARD, DP_PB.publicKey(), ID, RecordedSession.EID);
  }

  boolean hasNext() {
    return !begun || at < octets.size();
  }

  /** Returns the next piece; what the card has opened so far tells which keys hold. */
  Bytes next(List<OpenedCommand> opened) {
    if (!begun) {
      begun = true;
      return Bytes.concat(Bytes.fromHex("BF3683"), Bytes.of((byte) 0), octets(2), REQUEST);
    }
    if (!replacement.isEmpty() && opened.contains(new OpenedCommand.ReplaceSessionKeys())) {
      bsp = new Bsp(BspKeys.of(ReplaceSessionKeysRequest.parse(replacement)));
      replacement = Bytes.EMPTY;
    }
    int kind = octets(1).at(0);
    var length = octets(2);
    return piece(kind, octets((length.at(0) << 8 | length.at(1)) & 0x3FF));
  }

  private Bytes piece(int kind, Bytes content) {
    var data = content.slice(0, Math.min(content.size(), Bsp.MOST_DATA));
    return switch (kind % 7) {
      case 1 -> Der.tlv(0xA0, bsp.encryptAndMac(0x87, data));
      case 2 -> bsp.macOnly(0x88, data);
      case 3 -> Der.tlv(0xA2, replacing(data));
      case 4 -> bsp.encryptAndMac(0x86, data);
      case 5 -> Bytes.concat(Bytes.fromHex("A182"), data);
      case 6 -> Bytes.concat(Bytes.fromHex("A382"), data);
      default -> content;
    };
  }

  private Bytes replacing(Bytes data) {
    try {
      ReplaceSessionKeysRequest.parse(data);
      replacement = data;
    } catch (InvalidMessage none) {
      replacement = Bytes.EMPTY;
    }
    return bsp.encryptAndMac(0x87, data);
  }

  /** Zeros where the octets have come to their end. */
  private Bytes octets(int count) {
    var taken = new byte[count];
    int there = Math.min(count, octets.size() - at);
    octets.slice(at, at + there).copyTo(taken, 0);
    at += there;
    return Bytes.wrap(taken);
  }

  private static BspKeys sessionKeys() {
    try (var z = SMDP.agree(CARD.publicKey())) {
      return KeyDerivation.sessionKeys(z, RecordedSession.HOST_ID, RecordedSession.EID);
    } catch (InvalidPoint impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Bytes request() {
    var template = ControlRefTemplate.of(0x88, 0x10, RecordedSession.HOST_ID);
    var signed = InitialiseSecureChannelRequest.signedOctets(
        ID, template, SMDP.publicKey().point(), CARD.publicKey().point());
    return InitialiseSecureChannelRequest.of(
            ID, template, SMDP.publicKey().point(), SignatureTlv.toDer(DP_PB.sign(signed)))
        .der();
  }
}

package org.opensmdp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ControlRefTemplate;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.InitialiseSecureChannelRequest;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.TransactionId;

/** LoadBoundProfilePackage by the eUICC: SGP.22 v2 §2.5.5, §5.7.6. */
class BoundPackageOpenerTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TransactionId ID = new TransactionId(RecordedSession.TRANSACTION_ID);
  private static final Bytes METADATA = Der.tlv(0xBF25, Bytes.of(new byte[1600]));

  private final Curve curve = Curve.NIST_P256;
  private final SoftwareSigningKey dpPb = SoftwareSigningKey.generate(curve, RANDOM);
  private final EphemeralKey euicc = EphemeralKey.generate(curve, RANDOM);

  /** Both sides from known scalars, up to the profile package. */
  @Test
  void opensTheBrainpoolSession() throws Exception {
    var signer = SoftwareSigningKey.generate(Curve.BRAINPOOL_P256R1, RANDOM);
    var card = EphemeralKey.of(Curve.BRAINPOOL_P256R1, BrainpoolSession.EUICC_SCALAR);
    var binder = new Binder(
        any -> EphemeralKey.of(any, BrainpoolSession.SMDP_SCALAR), () -> BrainpoolSession.HOST_ID);
    var ahead = ProfileProtection.protect(
        BrainpoolSession.profilePackage(), BrainpoolSession.profileKeys());
    var binding = binder.bind(
        RecordedSession.EID,
        card.publicKey(),
        BrainpoolSession.CONFIGURE_ISDP,
        BrainpoolSession.STORE_METADATA,
        ahead);
    var opener = new BoundPackageOpener(card, signer.publicKey(), ID, RecordedSession.EID);

    var opened = feed(opener, pieces(binding.assemble(ID, signer)));

    assertThat(card.publicKey()).isEqualTo(BrainpoolSession.EUICC_OTPK);
    assertThat(opened.subList(1, 5))
        .containsExactly(
            new OpenedCommand.ConfigureIsdp(BrainpoolSession.CONFIGURE_ISDP),
            new OpenedCommand.StoreMetadata(BrainpoolSession.STORE_METADATA),
            new OpenedCommand.ReplaceSessionKeys(),
            new OpenedCommand.LoadProfileElements(BrainpoolSession.profilePackage()));
    assertThat(opener.ended()).isTrue();
  }

  @Property(tries = 60)
  void opensWhatWasBound(
      @ForAll Curve any,
      @ForAll boolean ahead,
      @ForAll @IntRange(max = 5000) int size,
      @ForAll @IntRange(min = 4, max = 2500) int metadataSize)
      throws Exception {
    var profile = octets(size);
    var metadata = octets(metadataSize);
    var protection = ahead
        ? ProfileProtection.protect(profile, RANDOM)
        : new ProfileProtection.SessionKeys(profile);
    var signer = SoftwareSigningKey.generate(any, RANDOM);
    var card = EphemeralKey.generate(any, RANDOM);
    var binding = new Binder(RANDOM)
        .bind(
            RecordedSession.EID,
            card.publicKey(),
            RecordedSession.CONFIGURE_ISDP,
            metadata,
            protection);

    var pieces = pieces(binding.assemble(ID, signer));
    var opener = new BoundPackageOpener(card, signer.publicKey(), ID, RecordedSession.EID);
    var opened = feed(opener, pieces);

    assertThat(pieces).allMatch(piece -> piece.size() <= 1020);
    assertThat(opened)
        .contains(
            new OpenedCommand.ConfigureIsdp(RecordedSession.CONFIGURE_ISDP),
            new OpenedCommand.StoreMetadata(metadata),
            new OpenedCommand.LoadProfileElements(profile))
        .hasSize(ahead ? 5 : 4);
  }

  /** One bit of each octet, in a package with all that a package can have. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void refusesEveryFlippedOctet(boolean ahead) throws Exception {
    var bound = bind(ahead).assemble(ID, dpPb);

    for (int i = 0; i < bound.size(); i++) {
      var octets = bound.toArray();
      octets[i] ^= (byte) (1 << (i % 8));
      assertThat(opens(Bytes.wrap(octets))).as("octet %d", i).isFalse();
    }
    assertThat(opens(bound)).isTrue();
  }

  @Test
  void refusesEveryFlippedOctetOfAPiece() throws Exception {
    var pieces = pieces(bind(true).assemble(ID, dpPb));

    for (int piece = 0; piece < pieces.size(); piece++) {
      for (int i = 0; i < pieces.get(piece).size(); i++) {
        var changed = new ArrayList<>(pieces);
        var octets = pieces.get(piece).toArray();
        octets[i] ^= (byte) (1 << (i % 8));
        changed.set(piece, Bytes.wrap(octets));
        var opener = opener();
        assertThatExceptionOfType(BppFailure.class)
            .as("piece %d, octet %d", piece, i)
            .isThrownBy(() -> feed(opener, changed));
      }
    }
  }

  @Test
  void refusesPiecesOutOfOrder() throws Exception {
    var pieces = pieces(bind(true).assemble(ID, dpPb));

    for (int i = 1; i < pieces.size(); i++) {
      var without = new ArrayList<>(pieces);
      without.remove(i);
      var opener = opener();
      try {
        feed(opener, without);
        assertThat(i).as("the last piece is missing").isEqualTo(pieces.size() - 1);
        assertThat(opener.ended()).isFalse();
      } catch (BppFailure failure) {
        assertThat(failure.command()).isNotEqualTo(BppCommandId.INITIALISE_SECURE_CHANNEL);
      }
    }
  }

  @Test
  void takesNothingAfterAFailure() throws Exception {
    var pieces = pieces(bind(false).assemble(ID, dpPb));
    var opener = opener();
    opener.feed(pieces.get(0));

    assertThatExceptionOfType(BppFailure.class).isThrownBy(() -> opener.feed(pieces.get(2)));

    assertThatIllegalStateException().isThrownBy(() -> opener.feed(pieces.get(1)));
  }

  @Test
  void takesNothingAfterTheEnd() throws Exception {
    var pieces = pieces(bind(false).assemble(ID, dpPb));
    var opener = opener();
    feed(opener, pieces);

    assertThatIllegalStateException().isThrownBy(() -> opener.feed(pieces.get(0)));
  }

  @Test
  void refusesAnotherSignature() throws Exception {
    var other = SoftwareSigningKey.generate(curve, RANDOM);
    var bound = bind(false).assemble(ID, other);

    assertFails(bound, BppCommandId.INITIALISE_SECURE_CHANNEL, ErrorReason.INVALID_SIGNATURE);
  }

  /** The key is signed though it is not sent. */
  @Test
  void refusesAPackageForAnotherOneTimeKey() throws Exception {
    var other = EphemeralKey.generate(curve, RANDOM);
    var binding = bind(other.publicKey(), new ProfileProtection.SessionKeys(octets(100)));

    assertFails(
        binding.assemble(ID, dpPb),
        BppCommandId.INITIALISE_SECURE_CHANNEL,
        ErrorReason.INVALID_SIGNATURE);
  }

  @Test
  void refusesAnotherTransaction() throws Exception {
    var bound = bind(false).assemble(new TransactionId(Bytes.fromHex("AA")), dpPb);

    assertFails(bound, BppCommandId.INITIALISE_SECURE_CHANNEL, ErrorReason.INVALID_TRANSACTION_ID);
  }

  @Test
  void refusesAnotherKeyTypeOrLength() {
    var sm4 = ControlRefTemplate.of(0x89, 0x10, Bytes.fromHex("01"));
    var aes256 = ControlRefTemplate.of(0x88, 0x20, Bytes.fromHex("01"));

    assertFails(first(sm4, euicc.publicKey().point()), ErrorReason.UNSUPPORTED_CRT_VALUES);
    assertFails(first(aes256, euicc.publicKey().point()), ErrorReason.UNSUPPORTED_CRT_VALUES);
  }

  @Test
  void refusesAnotherRemoteOperation() {
    var template = ControlRefTemplate.of(0x88, 0x10, Bytes.fromHex("01"));
    var unsigned = Bytes.concat(
        Bytes.fromHex("820102"),
        Der.tlv(0x80, ID.octets()),
        template.der(),
        Der.tlv(0x5F49, euicc.publicKey().point()));
    var signed = Bytes.concat(unsigned, Der.tlv(0x5F49, euicc.publicKey().point()));
    var request = Der.tlv(0xBF23, unsigned, SignatureTlv.toDer(dpPb.sign(signed)));

    assertFails(Der.tlv(0xBF36, request), ErrorReason.UNSUPPORTED_REMOTE_OPERATION_TYPE);
  }

  @Test
  void refusesASmdpKeyBesideTheCurve() {
    var template = ControlRefTemplate.of(0x88, 0x10, Bytes.fromHex("01"));

    for (Bytes point : MalformedPoints.from(euicc.publicKey())) {
      assertFails(first(template, point), ErrorReason.INCORRECT_INPUT_VALUES);
    }
    assertFails(first(template, Bytes.of(new byte[65])), ErrorReason.INCORRECT_INPUT_VALUES);
    assertFails(first(template, Bytes.fromHex("04")), ErrorReason.INCORRECT_INPUT_VALUES);
  }

  @Test
  void namesTheCommandThatFailed() throws Exception {
    var pieces = pieces(bind(true).assemble(ID, dpPb));
    // BF36 and BF23, A0, head of A1, 88, 88, A2, head of A3, 86 …
    assertFailsAt(pieces, 1, BppCommandId.CONFIGURE_ISDP);
    assertFailsAt(pieces, 3, BppCommandId.STORE_METADATA);
    assertFailsAt(pieces, 4, BppCommandId.STORE_METADATA_2);
    assertFailsAt(pieces, 5, BppCommandId.REPLACE_SESSION_KEYS);
    assertFailsAt(pieces, 7, BppCommandId.LOAD_PROFILE_ELEMENTS);
    assertFailsAt(pieces, 8, BppCommandId.LOAD_PROFILE_ELEMENTS);
  }

  @ParameterizedTest
  @EnumSource
  void refusesReplacementKeysOfAnotherLength(WrongKeys wrong) throws Exception {
    var opener = opener();
    var bsp = new ArrayList<Bsp>();
    var head = head(bsp);
    var isdp = Der.tlv(0xA0, bsp.get(0).encryptAndMac(0x87, RecordedSession.CONFIGURE_ISDP));
    var metadata = bsp.get(0).macOnly(0x88, RecordedSession.STORE_METADATA);
    var replace = Der.tlv(0xA2, bsp.get(0).encryptAndMac(0x87, wrong.request()));
    opener.feed(head);
    opener.feed(isdp);
    opener.feed(Bytes.concat(Bytes.fromHex("A1"), Der.length(metadata.size())));
    opener.feed(metadata);

    assertThatExceptionOfType(BppFailure.class)
        .isThrownBy(() -> opener.feed(replace))
        .returns(BppCommandId.REPLACE_SESSION_KEYS, BppFailure::command)
        .returns(ErrorReason.INCORRECT_INPUT_VALUES, BppFailure::reason);
  }

  enum WrongKeys {
    LONG("8020" + "00".repeat(32) + "8120" + "00".repeat(32) + "8220" + "00".repeat(32)),
    SHORT("8010" + "00".repeat(16) + "8110" + "00".repeat(16) + "820F" + "00".repeat(15)),
    MISSING("8010" + "00".repeat(16) + "8110" + "00".repeat(16));

    private final String members;

    WrongKeys(String members) {
      this.members = members;
    }

    Bytes request() {
      return Der.tlv(0xBF26, Bytes.fromHex(members));
    }
  }

  /** Makes BF36 (announcing plenty) and BF23, and the protection of what follows. */
  private Bytes head(List<Bsp> bsp) throws InvalidPoint {
    var template = ControlRefTemplate.of(0x88, 0x10, RecordedSession.HOST_ID);
    var mine = EphemeralKey.generate(curve, RANDOM);
    var z = mine.agree(euicc.publicKey());
    bsp.add(new Bsp(KeyDerivation.sessionKeys(z, RecordedSession.HOST_ID, RecordedSession.EID)));
    return Bytes.concat(
        Bytes.fromHex("BF36824000"), request(template, mine.publicKey().point()));
  }

  private Bytes first(ControlRefTemplate template, Bytes smdpOtpk) {
    return Der.tlv(0xBF36, request(template, smdpOtpk));
  }

  private Bytes request(ControlRefTemplate template, Bytes smdpOtpk) {
    var signed = InitialiseSecureChannelRequest.signedOctets(
        ID, template, smdpOtpk, euicc.publicKey().point());
    var signature = SignatureTlv.toDer(dpPb.sign(signed));
    return InitialiseSecureChannelRequest.of(ID, template, smdpOtpk, signature).der();
  }

  private void assertFails(Bytes piece, ErrorReason reason) {
    assertThatExceptionOfType(BppFailure.class)
        .isThrownBy(() -> opener().feed(piece))
        .returns(BppCommandId.INITIALISE_SECURE_CHANNEL, BppFailure::command)
        .returns(reason, BppFailure::reason);
  }

  private void assertFails(Bytes bound, BppCommandId command, ErrorReason reason) {
    assertThatExceptionOfType(BppFailure.class)
        .isThrownBy(() -> feed(opener(), pieces(bound)))
        .returns(command, BppFailure::command)
        .returns(reason, BppFailure::reason);
  }

  /** The last octet of a protected piece belongs to its MAC. */
  private void assertFailsAt(List<Bytes> pieces, int index, BppCommandId command) {
    var changed = new ArrayList<>(pieces);
    var octets = pieces.get(index).toArray();
    octets[octets.length - 1] ^= 1;
    changed.set(index, Bytes.wrap(octets));

    assertThatExceptionOfType(BppFailure.class)
        .isThrownBy(() -> feed(opener(), changed))
        .returns(command, BppFailure::command)
        .returns(ErrorReason.BSP_SECURITY_ERROR, BppFailure::reason);
  }

  private boolean opens(Bytes bound) {
    try {
      feed(opener(), pieces(bound));
      return true;
    } catch (InvalidMessage | BppFailure e) {
      return false;
    }
  }

  private Binding bind(boolean ahead) throws InvalidPoint {
    var profile = octets(1100);
    var protection = ahead
        ? ProfileProtection.protect(profile, RANDOM)
        : new ProfileProtection.SessionKeys(profile);
    return bind(euicc.publicKey(), protection);
  }

  private static Binding bind(EcPublicKey euiccOtpk, ProfileProtection protection)
      throws InvalidPoint {
    return new Binder(RANDOM)
        .bind(RecordedSession.EID, euiccOtpk, RecordedSession.CONFIGURE_ISDP, METADATA, protection);
  }

  private BoundPackageOpener opener() {
    return new BoundPackageOpener(euicc, dpPb.publicKey(), ID, RecordedSession.EID);
  }

  private static List<Bytes> pieces(Bytes bound) {
    return BoundProfilePackage.parse(bound).segments();
  }

  private static List<OpenedCommand> feed(BoundPackageOpener opener, List<Bytes> pieces)
      throws BppFailure {
    var opened = new ArrayList<OpenedCommand>();
    for (Bytes piece : pieces) {
      opener.feed(piece).ifPresent(opened::add);
    }
    return opened;
  }

  private static Bytes octets(int size) {
    var octets = new byte[size];
    new Random(size).nextBytes(octets);
    return Bytes.wrap(octets);
  }
}

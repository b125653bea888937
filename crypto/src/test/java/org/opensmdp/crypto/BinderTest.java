package org.opensmdp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.TransactionId;

/** Binding of SGP.22 v2 §2.5.4. */
class BinderTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TransactionId ID = new TransactionId(RecordedSession.TRANSACTION_ID);

  @Test
  void bindsTheRecordedSession() throws InvalidPoint {
    var dpPb = SoftwareSigningKey.generate(Curve.NIST_P256, RANDOM);
    var recorded = BoundProfilePackage.parse(RecordedSession.BOUND_PROFILE_PACKAGE);

    var binding = bindRecordedSession();
    var bound = BoundProfilePackage.parse(binding.assemble(ID, dpPb));

    assertThat(withSignature(bound, recorded)).isEqualTo(RecordedSession.BOUND_PROFILE_PACKAGE);
    assertThat(signatureVerifies(bound, dpPb.publicKey())).isTrue();
    assertThat(signatureVerifies(recorded, RecordedSession.Signer.DP_PB.key())).isTrue();
  }

  @Test
  void bindsTheBrainpoolSessionWithProfileKeys() throws InvalidPoint {
    var ahead = ProfileProtection.protect(
        BrainpoolSession.profilePackage(), BrainpoolSession.profileKeys());

    var binding = brainpoolBinder()
        .bind(
            RecordedSession.EID,
            BrainpoolSession.EUICC_OTPK,
            BrainpoolSession.CONFIGURE_ISDP,
            BrainpoolSession.STORE_METADATA,
            ahead);

    assertThat(binding.smdpOtpk()).isEqualTo(BrainpoolSession.SMDP_OTPK);
    assertThat(binding.hostId()).isEqualTo(BrainpoolSession.HOST_ID);
    assertThat(binding.blocks())
        .isEqualTo(Bytes.concat(
            Der.tlv(0xA0, BrainpoolSession.CONFIGURE_ISDP_87),
            Der.tlv(0xA1, BrainpoolSession.STORE_METADATA_88),
            Der.tlv(0xA2, BrainpoolSession.REPLACE_SESSION_KEYS_87),
            Der.tlv(0xA3, ahead.protectedSegments())));
  }

  @Test
  void copiesTheBlocksIntoEachDelivery() throws InvalidPoint {
    var dpPb = SoftwareSigningKey.generate(Curve.NIST_P256, RANDOM);
    var binding = bindRecordedSession();

    var first = BoundProfilePackage.parse(binding.assemble(ID, dpPb));
    var other = new TransactionId(Bytes.fromHex("AA"));
    var second = BoundProfilePackage.parse(binding.assemble(other, dpPb));

    assertThat(first.initialiseSecureChannelRequest().transactionId()).isEqualTo(ID);
    assertThat(second.initialiseSecureChannelRequest().transactionId()).isEqualTo(other);
    assertThat(blocks(first)).isEqualTo(binding.blocks());
    assertThat(blocks(second)).isEqualTo(binding.blocks());
    assertThat(signatureVerifies(first, dpPb.publicKey())).isTrue();
    assertThat(signatureVerifies(second, dpPb.publicKey())).isTrue();
  }

  @Test
  void usesNewOneTimeKeysForEachBinding() throws InvalidPoint {
    var binder = new Binder(RANDOM);
    var euicc = EphemeralKey.generate(Curve.NIST_P256, RANDOM).publicKey();
    var points = new HashSet<Bytes>();
    var hostIds = new HashSet<Bytes>();

    for (int i = 0; i < 20; i++) {
      var binding = bind(binder, euicc);
      points.add(binding.smdpOtpk().point());
      hostIds.add(binding.hostId());
    }

    assertThat(points).hasSize(20);
    assertThat(hostIds).hasSize(20).allMatch(hostId -> hostId.size() == 8);
  }

  @Test
  void letsGoOfTheOneTimeKey() throws InvalidPoint {
    var used = new ArrayList<EphemeralKey>();
    var binder = new Binder(
        curve -> {
          used.add(EphemeralKey.generate(curve, RANDOM));
          return used.get(0);
        },
        () -> RecordedSession.HOST_ID);

    bind(binder, RecordedSession.EUICC_OTPK);

    assertThatIllegalStateException()
        .isThrownBy(() -> used.get(0).agree(RecordedSession.EUICC_OTPK));
  }

  @ParameterizedTest
  @EnumSource
  void refusesAOneTimeKeyBesideTheCurve(Curve curve) {
    var good = EphemeralKey.generate(curve, RANDOM).publicKey();

    for (Bytes point : MalformedPoints.from(good)) {
      var malformed = new EcPublicKey(curve, point);
      assertThatExceptionOfType(InvalidPoint.class)
          .isThrownBy(() -> bind(new Binder(RANDOM), malformed));
    }
  }

  @Test
  void refusesToSignOnAnotherCurve() throws InvalidPoint {
    var binding = bindRecordedSession();
    var dpPb = SoftwareSigningKey.generate(Curve.BRAINPOOL_P256R1, RANDOM);

    assertThatIllegalArgumentException().isThrownBy(() -> binding.assemble(ID, dpPb));
  }

  @Test
  void cutsLongMetadata() throws InvalidPoint {
    var metadata = Der.tlv(0xBF25, Bytes.of(new byte[1500]));
    var binding = new Binder(RANDOM)
        .bind(
            RecordedSession.EID,
            RecordedSession.EUICC_OTPK,
            RecordedSession.CONFIGURE_ISDP,
            metadata,
            new ProfileProtection.SessionKeys(RecordedSession.PROFILE_PACKAGE));
    var dpPb = SoftwareSigningKey.generate(Curve.NIST_P256, RANDOM);

    var pieces = BoundProfilePackage.parse(binding.assemble(ID, dpPb)).segments();

    var metadataPieces = pieces.stream().filter(piece -> piece.at(0) == 0x88).toList();
    assertThat(metadataPieces).extracting(Bytes::size).containsExactly(1019, 510);
  }

  @Test
  void protectsAheadWithNewKeysEachTime() {
    var first = ProfileProtection.protect(RecordedSession.PROFILE_PACKAGE, RANDOM);
    var second = ProfileProtection.protect(RecordedSession.PROFILE_PACKAGE, RANDOM);

    assertThat(first.keys().ppkEnc()).isNotEqualTo(second.keys().ppkEnc());
    assertThat(first.keys().ppkCmac()).isNotEqualTo(second.keys().ppkCmac());
    assertThat(first.keys().initialMacChainingValue())
        .isNotEqualTo(second.keys().initialMacChainingValue());
    assertThat(first.protectedSegments()).isNotEqualTo(second.protectedSegments());
  }

  @Test
  void bindsWhatWasProtectedAheadToAnyNumberOfKeys() throws InvalidPoint {
    var ahead = ProfileProtection.protect(RecordedSession.PROFILE_PACKAGE, RANDOM);
    var dpPb = SoftwareSigningKey.generate(Curve.NIST_P256, RANDOM);
    var packages = new ArrayList<BoundProfilePackage>();

    for (int i = 0; i < 2; i++) {
      var euicc = EphemeralKey.generate(Curve.NIST_P256, RANDOM).publicKey();
      var binding = new Binder(RANDOM)
          .bind(
              RecordedSession.EID,
              euicc,
              RecordedSession.CONFIGURE_ISDP,
              RecordedSession.STORE_METADATA,
              ahead);
      packages.add(BoundProfilePackage.parse(binding.assemble(ID, dpPb)));
    }

    var segments = Der.tlv(0xA3, ahead.protectedSegments());
    assertThat(packages).extracting(BoundProfilePackage::sequenceOf86).containsOnly(segments);
    assertThat(packages.get(0).firstSequenceOf87())
        .isNotEqualTo(packages.get(1).firstSequenceOf87());
    assertThat(packages.get(0).secondSequenceOf87())
        .isNotEqualTo(packages.get(1).secondSequenceOf87());
  }

  @Test
  void readsBackWhatWasProtectedAhead() {
    var ahead = ProfileProtection.protect(RecordedSession.PROFILE_PACKAGE, RANDOM);

    var read = ProfileProtection.ProfileKeys.decode(ahead.encode());

    assertThat(read).isEqualTo(ahead);
    assertThatExceptionOfType(InvalidMessage.class)
        .isThrownBy(
            () -> ProfileProtection.ProfileKeys.decode(Secret.of(RecordedSession.PROFILE_PACKAGE)));
  }

  @Test
  void erasesTheKeysOfWhatWasProtectedAhead() {
    var ahead = ProfileProtection.protect(RecordedSession.PROFILE_PACKAGE, RANDOM);

    ahead.close();

    assertThatIllegalStateException().isThrownBy(ahead::encode);
  }

  @ParameterizedTest
  @EnumSource
  void checksAOneTimeKeyThatNothingIsBoundTo(Curve curve) {
    var good = EphemeralKey.generate(curve, RANDOM).publicKey();
    var binder = new Binder(RANDOM);

    assertThatNoException().isThrownBy(() -> binder.check(good));
    for (Bytes point : MalformedPoints.from(good)) {
      assertThatExceptionOfType(InvalidPoint.class)
          .isThrownBy(() -> binder.check(new EcPublicKey(curve, point)));
    }
  }

  @Test
  void printsNoProfile() {
    var clear = new ProfileProtection.SessionKeys(RecordedSession.PROFILE_PACKAGE);

    assertThat(clear.toString()).isEqualTo("SessionKeys[24 octets]");
    assertThat(
            ProfileProtection.protect(RecordedSession.PROFILE_PACKAGE, RANDOM).toString())
        .isEqualTo("ProfileKeys[42 octets]");
  }

  static Binding bindRecordedSession() throws InvalidPoint {
    var binder = new Binder(
        curve -> EphemeralKey.of(curve, RecordedSession.SMDP_SCALAR),
        () -> RecordedSession.HOST_ID);
    return bind(binder, RecordedSession.EUICC_OTPK);
  }

  private static Binding bind(Binder binder, EcPublicKey euiccOtpk) throws InvalidPoint {
    return binder.bind(
        RecordedSession.EID,
        euiccOtpk,
        RecordedSession.CONFIGURE_ISDP,
        RecordedSession.STORE_METADATA,
        new ProfileProtection.SessionKeys(RecordedSession.PROFILE_PACKAGE));
  }

  private static Binder brainpoolBinder() {
    return new Binder(
        curve -> EphemeralKey.of(curve, BrainpoolSession.SMDP_SCALAR),
        () -> BrainpoolSession.HOST_ID);
  }

  private static Bytes blocks(BoundProfilePackage bound) {
    return Bytes.concat(
        bound.firstSequenceOf87(),
        bound.sequenceOf88(),
        bound.secondSequenceOf87().orElse(Bytes.EMPTY),
        bound.sequenceOf86());
  }

  /** ECDSA draws a number: all octets but those of the signature can be compared. */
  private static Bytes withSignature(BoundProfilePackage bound, BoundProfilePackage other) {
    var mine = bound.initialiseSecureChannelRequest().smdpSign();
    var octets = bound.der().toArray();
    int at = bound.der().toString().indexOf(mine.toString()) / 2;
    other.initialiseSecureChannelRequest().smdpSign().copyTo(octets, at);
    return Bytes.wrap(octets);
  }

  private static boolean signatureVerifies(BoundProfilePackage bound, EcPublicKey dpPb) {
    var request = bound.initialiseSecureChannelRequest();
    return Signatures.verify(
        dpPb,
        request.signedOctets(RecordedSession.EUICC_OTPK.point()),
        SignatureTlv.value(request.smdpSign()));
  }
}

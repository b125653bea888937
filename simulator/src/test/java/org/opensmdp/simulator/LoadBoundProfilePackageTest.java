package org.opensmdp.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.simulator.Cards.ICCID;
import static org.opensmdp.simulator.Cards.NIST;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.Binding;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ControlRefTemplate;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.Icon;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.ReplaceSessionKeysRequest;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.StoreMetadataRequest;
import org.opensmdp.rsp.TransactionId;

/** ES10b.LoadBoundProfilePackage (SGP.22 v2 §5.7.6), command by command. */
class LoadBoundProfilePackageTest {
  private VirtualEuicc card = Cards.card(NIST);
  private TestSmdp smdp = Cards.smdp(NIST);
  private StoreMetadataRequest metadata = Cards.metadata(ICCID).build();
  private ProfileProtection protection = new ProfileProtection.SessionKeys(Cards.upp(ICCID));

  private Binding bind(PrepareDownloadResponse.Ok prepared) {
    return smdp.bind(card.eid(), prepared, metadata.der(), protection);
  }

  private List<Bytes> pieces() {
    return new ArrayList<>(smdp.assemble(bind(Cards.prepare(card, smdp))).segments());
  }

  private ProfileInstallationResult load() {
    return Cards.load(card, pieces());
  }

  private void assertInstalled(ProfileInstallationResult result) {
    assertThat(Cards.end(result)).isInstanceOf(FinalResult.Success.class);
    assertThat(card.profiles()).singleElement().satisfies(profile -> {
      assertThat(profile.iccid()).isEqualTo(ICCID);
      assertThat(profile.metadata()).isEqualTo(metadata);
      assertThat(profile.unprotectedProfilePackage()).isEqualTo(Cards.upp(ICCID));
      assertThat(profile.enabled()).isFalse();
    });
  }

  private void assertRefused(
      ProfileInstallationResult result, BppCommandId command, ErrorReason reason) {
    assertThat(Cards.end(result)).isInstanceOfSatisfying(FinalResult.Failure.class, failure -> {
      assertThat(ErrorReason.of(failure.errorReason())).isEqualTo(reason);
      assertThat(BppCommandId.of(failure.bppCommandId())).contains(command);
    });
    assertThat(card.notifications()).last().isEqualTo(result);
    assertThatExceptionOfType(CardRefusal.class)
        .isThrownBy(() -> card.loadBoundProfilePackage(Bytes.fromHex("8600")));
  }

  private void assertNothingInstalled() {
    assertThat(card.profiles()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void installsAPackageProtectedWithSessionKeys(Curve curve) {
    card = Cards.card(Cards.of(curve));
    smdp = Cards.smdp(Cards.of(curve));

    assertInstalled(load());
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void installsAPackageProtectedAheadOfTime(Curve curve) {
    card = Cards.card(Cards.of(curve));
    smdp = Cards.smdp(Cards.of(curve));
    protection = ProfileProtection.protect(Cards.upp(ICCID), new SecureRandom());

    assertInstalled(load());
  }

  @Test
  void takesMetadataInSeveralSegments() {
    metadata = Cards.metadata(ICCID).icon(new Icon(Icon.PNG, smdp.octets(1024))).build();

    assertInstalled(load());
  }

  @Test
  void saysWhereTheProfileIsAndSignsIt() {
    var result = ProfileInstallationResult.parse(load().der());

    var data = result.profileInstallationResultData();
    assertThat(Signatures.verify(cardKey(), data.der(), SignatureTlv.value(result.euiccSignPIR())))
        .isTrue();
    assertThat(data.transactionId()).isEqualTo(smdp.transactionId);
    assertThat(data.smdpOid()).isEqualTo(smdp.credentials.oid());
    assertThat(data.notificationMetadata().iccid()).contains(ICCID);
    assertThat(data.notificationMetadata().event()).contains(NotificationEvent.INSTALL);
    assertThat(data.notificationMetadata().notificationAddress()).isEqualTo(TestSmdp.ADDRESS);
    var success = (FinalResult.Success) data.finalResult();
    assertThat(success.aid()).isEqualTo(Bytes.fromHex("A0000005591010FFFFFFFF8900001000"));
    assertThat(success.simaResponse()).isEqualTo(Bytes.fromHex("3007A0053003800100"));
  }

  private EcPublicKey cardKey() {
    var authenticated = Cards.authenticate(card, smdp);
    return RspCertificate.parse(authenticated.euiccCertificate()).publicKey();
  }

  @Test
  void answersNothingBeforeTheLastPiece() {
    var pieces = pieces();

    for (var piece : pieces.subList(0, pieces.size() - 1)) {
      assertThat(card.loadBoundProfilePackage(piece)).isEmpty();
    }
    assertThat(card.loadBoundProfilePackage(pieces.get(pieces.size() - 1))).isPresent();
  }

  @Test
  void takesNoPieceWithoutAPreparedDownload() {
    var pieces = pieces();
    card.reset();

    assertThatExceptionOfType(CardRefusal.class)
        .isThrownBy(() -> card.loadBoundProfilePackage(pieces.get(0)))
        .returns(CardRefusal.CONDITIONS_NOT_SATISFIED, CardRefusal::statusWord);
  }

  // initialiseSecureChannel(0)

  /** The pieces with another BF23 before the same blocks, signed with its octets. */
  private List<Bytes> piecesWithHead(int remoteOpId, TransactionId id, int keyType, int keyLen) {
    return piecesWithHead(
        remoteOpId,
        id,
        ControlRefTemplate.of(keyType, keyLen, Bytes.fromHex("01")).der());
  }

  private List<Bytes> piecesWithHead(int remoteOpId, TransactionId id, Bytes template) {
    var prepared = Cards.prepare(card, smdp);
    var binding = bind(prepared);
    var unsigned = Bytes.concat(
        Der.integer(0x82, remoteOpId),
        id.toDer(),
        template,
        Der.tlv(0x5F49, binding.smdpOtpk().point()));
    var euiccOtpk = Der.tlv(0x5F49, prepared.euiccSigned2().euiccOtpk());
    var key = smdp.credentials.dpPb().key();
    return withHead(binding, unsigned, TestSmdp.signature(key, unsigned, euiccOtpk));
  }

  private static List<Bytes> withHead(Binding binding, Bytes unsigned, Bytes signature) {
    var bf23 = Der.tlv(0xBF23, unsigned, signature);
    var whole = Der.tlv(0xBF36, bf23, binding.blocks());
    int headSize = whole.size() - binding.blocks().size();
    return List.of(whole.slice(0, headSize));
  }

  @Test
  void refusesAHeadThatIsNone() {
    pieces();

    assertRefused(
        Cards.load(card, List.of(Bytes.fromHex("BF3605BF23028201"))),
        BppCommandId.INITIALISE_SECURE_CHANNEL,
        ErrorReason.INCORRECT_INPUT_VALUES);
  }

  @Test
  void refusesAHeadSignedForAnotherOneTimeKey() {
    var old = bind(Cards.prepare(card, smdp));
    smdp.newSession();
    Cards.prepare(card, smdp);

    assertRefused(
        Cards.load(card, smdp.assemble(old).segments()),
        BppCommandId.INITIALISE_SECURE_CHANNEL,
        ErrorReason.INVALID_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17})
  void refusesAHostIdOfAnotherSize(int octets) {
    var template = Der.tlv(
        0xA6,
        Der.tlv(0x80, Bytes.fromHex("88")),
        Der.tlv(0x81, Bytes.fromHex("10")),
        Der.tlv(0x84, smdp.octets(octets)));

    assertRefused(
        Cards.load(card, piecesWithHead(1, smdp.transactionId, template)),
        BppCommandId.INITIALISE_SECURE_CHANNEL,
        ErrorReason.UNSUPPORTED_CRT_VALUES);
  }

  @Test
  void refusesAnotherTransaction() {
    assertRefused(
        Cards.load(card, piecesWithHead(1, TransactionId.fromHex("01"), 0x88, 0x10)),
        BppCommandId.INITIALISE_SECURE_CHANNEL,
        ErrorReason.INVALID_TRANSACTION_ID);
  }

  @Test
  void refusesKeysOtherThanAes128() {
    assertRefused(
        Cards.load(card, piecesWithHead(1, smdp.transactionId, 0x89, 0x10)),
        BppCommandId.INITIALISE_SECURE_CHANNEL,
        ErrorReason.UNSUPPORTED_CRT_VALUES);
    smdp.newSession();
    assertRefused(
        Cards.load(card, piecesWithHead(1, smdp.transactionId, 0x88, 0x20)),
        BppCommandId.INITIALISE_SECURE_CHANNEL,
        ErrorReason.UNSUPPORTED_CRT_VALUES);
  }

  @Test
  void refusesAnotherOperationThanInstalling() {
    assertRefused(
        Cards.load(card, piecesWithHead(2, smdp.transactionId, 0x88, 0x10)),
        BppCommandId.INITIALISE_SECURE_CHANNEL,
        ErrorReason.UNSUPPORTED_REMOTE_OPERATION_TYPE);
  }

  // the secure channel, whatever the command

  private static Bytes flipped(Bytes octets) {
    var copy = octets.toArray();
    copy[copy.length - 1] ^= 1;
    return Bytes.wrap(copy);
  }

  /** Loads with the last octet of a piece changed. */
  private ProfileInstallationResult loadWithFlipped(int index) {
    var pieces = pieces();
    int at = index < 0 ? pieces.size() + index : index;
    pieces.set(at, flipped(pieces.get(at)));
    return Cards.load(card, pieces);
  }

  @Test
  void refusesAConfigurationWhoseMacDoesNotHold() {
    assertRefused(loadWithFlipped(1), BppCommandId.CONFIGURE_ISDP, ErrorReason.BSP_SECURITY_ERROR);
  }

  @Test
  void refusesMetadataWhoseMacDoesNotHold() {
    assertRefused(loadWithFlipped(3), BppCommandId.STORE_METADATA, ErrorReason.BSP_SECURITY_ERROR);
  }

  @Test
  void namesTheSecondSegmentOfMetadata() {
    metadata = Cards.metadata(ICCID).icon(new Icon(Icon.PNG, smdp.octets(1024))).build();

    assertRefused(
        loadWithFlipped(4), BppCommandId.STORE_METADATA_2, ErrorReason.BSP_SECURITY_ERROR);
  }

  @Test
  void refusesNewKeysWhoseMacDoesNotHold() {
    protection = ProfileProtection.protect(Cards.upp(ICCID), new SecureRandom());

    assertRefused(
        loadWithFlipped(4), BppCommandId.REPLACE_SESSION_KEYS, ErrorReason.BSP_SECURITY_ERROR);
  }

  @Test
  void refusesElementsWhoseMacDoesNotHold() {
    assertRefused(
        loadWithFlipped(-1), BppCommandId.LOAD_PROFILE_ELEMENTS, ErrorReason.BSP_SECURITY_ERROR);
    assertNothingInstalled();
  }

  @Test
  void refusesPiecesOutOfOrder() {
    var pieces = pieces();
    pieces.remove(1);

    assertRefused(
        Cards.load(card, pieces), BppCommandId.CONFIGURE_ISDP, ErrorReason.BSP_STRUCTURE_ERROR);
  }

  // configureISDP(1)

  @Test
  void refusesTooMuchProprietaryData() {
    var prepared = Cards.prepare(card, smdp);
    var configure = Der.tlv(0xBF24, Der.tlv(0xB8, Der.tlv(0x81, smdp.octets(140))));
    var binding = smdp.bind(card.eid(), prepared, configure, metadata.der(), protection);

    assertRefused(
        Cards.load(card, smdp.assemble(binding).segments()),
        BppCommandId.CONFIGURE_ISDP,
        ErrorReason.INCORRECT_INPUT_VALUES);
  }

  @Test
  void refusesAConfigurationThatIsNone() {
    var prepared = Cards.prepare(card, smdp);
    var binding =
        smdp.bind(card.eid(), prepared, Bytes.fromHex("BF2500"), metadata.der(), protection);

    assertRefused(
        Cards.load(card, smdp.assemble(binding).segments()),
        BppCommandId.CONFIGURE_ISDP,
        ErrorReason.BSP_STRUCTURE_ERROR);
  }

  @Test
  void refusesAProfileWhenNoMemoryIsLeft() {
    card = Cards.population(NIST).euicc(1, builder -> builder.nonVolatileMemory(0));

    assertRefused(load(), BppCommandId.CONFIGURE_ISDP, ErrorReason.INSUFFICIENT_MEMORY);
  }

  // storeMetadata(2)

  @Test
  void refusesMetadataThatAreNone() {
    var prepared = Cards.prepare(card, smdp);
    var binding = smdp.bind(card.eid(), prepared, Bytes.fromHex("BF2500"), protection);

    assertRefused(
        Cards.load(card, smdp.assemble(binding).segments()),
        BppCommandId.STORE_METADATA,
        ErrorReason.BSP_STRUCTURE_ERROR);
  }

  @Test
  void refusesATestProfileIfItDoesNotSupportThem() {
    card = Cards.population(NIST).euicc(1, builder -> builder.rspCapability(List.of(0, 1)));
    metadata = Cards.metadata(ICCID).profileClass(ProfileClass.TEST).build();

    assertRefused(load(), BppCommandId.STORE_METADATA, ErrorReason.UNSUPPORTED_PROFILE_CLASS);
  }

  @Test
  void refusesAProfileItHas() {
    load();
    smdp.newSession();

    var again = load();

    assertRefused(again, BppCommandId.STORE_METADATA, ErrorReason.ICCID_ALREADY_EXISTS);
    assertThat(card.profiles()).hasSize(1);
    assertThat(again.notificationMetadata().iccid()).contains(ICCID);
  }

  @Test
  void refusesPolicyRulesThatItForbids() {
    card = Cards.population(NIST).euicc(1, builder -> builder.forbiddenPolicyRules(List.of(2)));
    metadata = Cards.metadata(ICCID).profilePolicyRules(2).build();

    assertRefused(load(), BppCommandId.STORE_METADATA, ErrorReason.PPR_NOT_ALLOWED);
  }

  @Test
  void refusesAProfileThatCannotBeDisabledBesideAnother() {
    load();
    smdp.newSession();
    metadata = Cards.metadata(Cards.OTHER_ICCID).profilePolicyRules(1).build();

    assertRefused(load(), BppCommandId.STORE_METADATA, ErrorReason.PPR_NOT_ALLOWED);
  }

  // replaceSessionKeys(4)

  @Test
  void refusesNewKeysOfAnotherLength() {
    var ahead = (ProfileProtection.ProfileKeys)
        ProfileProtection.protect(Cards.upp(ICCID), new SecureRandom());
    var odd = new ReplaceSessionKeysRequest(
        ahead.keys().initialMacChainingValue(),
        Secret.of(smdp.octets(32)),
        ahead.keys().ppkCmac());
    protection = new ProfileProtection.ProfileKeys(odd, ahead.protectedSegments());

    assertRefused(load(), BppCommandId.REPLACE_SESSION_KEYS, ErrorReason.INCORRECT_INPUT_VALUES);
  }

  // loadProfileElements(5)

  private ProfileInstallationResult loadElements(Bytes elements) {
    protection = new ProfileProtection.SessionKeys(elements);
    return load();
  }

  private void assertBadElements(ProfileInstallationResult result, String simaResponse) {
    assertRefused(result, BppCommandId.LOAD_PROFILE_ELEMENTS, ErrorReason.PE_PROCESSING_ERROR);
    assertThat(((FinalResult.Failure) Cards.end(result)).simaResponse())
        .contains(Bytes.fromHex(simaResponse));
    assertNothingInstalled();
  }

  @Test
  void refusesOctetsThatAreNoProfileElements() {
    assertBadElements(
        loadElements(Bytes.fromHex("42".repeat(100))), "300CA00830068001058301008100");
  }

  @Test
  void refusesAPackageWithoutEnd() {
    var whole = Cards.upp(ICCID);
    var elements = ProfilePackage.parse(whole).elements();
    int endSize = elements.get(elements.size() - 1).octets().size();

    assertBadElements(
        loadElements(whole.slice(0, whole.size() - endSize)), "3009A00530038001058100");
  }

  @Test
  void refusesAPackageWithTwoFileSystems() {
    var octets = new ArrayList<Bytes>();
    for (var element : ProfilePackage.parse(Cards.upp(ICCID)).elements()) {
      boolean mf = element.type() == ProfileElementType.MF;
      octets.addAll(mf ? List.of(element.octets(), element.octets()) : List.of(element.octets()));
    }

    assertBadElements(
        loadElements(Bytes.concat(octets.toArray(Bytes[]::new))),
        "300FA00B30098001068101018301048100");
  }

  @Test
  void refusesTheTestAlgorithmInAnOperationalProfile() {
    var milenage = Cards.upp(ICCID).toString();
    var tested = milenage.replace("A12CA12A800101", "A12CA12A800103");
    assertThat(tested).isNotEqualTo(milenage);

    assertRefused(
        loadElements(Bytes.fromHex(tested)),
        BppCommandId.LOAD_PROFILE_ELEMENTS,
        ErrorReason.INVALID_NAA_KEY);
  }

  @Test
  void refusesAPackageThatDoesNotFit() {
    card = Cards.population(NIST).euicc(1, builder -> builder.nonVolatileMemory(1000));

    assertRefused(load(), BppCommandId.LOAD_PROFILE_ELEMENTS, ErrorReason.INSUFFICIENT_MEMORY);
    assertNothingInstalled();
  }

  @Test
  void refusesFilesWithAnotherIccidThanTheMetadata() {
    assertRefused(
        loadElements(Cards.upp(Cards.OTHER_ICCID)),
        BppCommandId.LOAD_PROFILE_ELEMENTS,
        ErrorReason.DATA_MISMATCH);
    assertNothingInstalled();
  }

  @Test
  void refusesAnOwnerWhoseNetworkIsNotTheImsis() {
    metadata = Cards.metadata(ICCID).profileOwner(Cards.owner("262", "01")).build();

    assertRefused(load(), BppCommandId.LOAD_PROFILE_ELEMENTS, ErrorReason.DATA_MISMATCH);
  }

  // power

  @Test
  void reportsAnInterruptionAfterAReset() {
    var pieces = pieces();
    pieces.subList(0, 4).forEach(card::loadBoundProfilePackage);

    var result = card.reset().orElseThrow();

    assertRefused(result, BppCommandId.LOAD_PROFILE_ELEMENTS, ErrorReason.INTERRUPTION);
    assertThat(result.notificationMetadata().iccid()).contains(ICCID);
  }

  @Test
  void losesMemoryToEachProfile() {
    load();

    var free = card.euiccInfo2().freeNonVolatileMemory().orElseThrow();

    long taken = 256 + metadata.der().size() + Cards.upp(ICCID).size();
    assertThat(free).isEqualTo(512L * 1024 - taken);
  }

  @Test
  void installsAfterAFailureInANewSession() {
    loadWithFlipped(-1);
    smdp.newSession();

    assertInstalled(load());
  }

  @Test
  void keepsKeysOfProfilesOutOfItsText() {
    load();

    assertThat(card.profiles().toString())
        .doesNotContain(Cards.upp(ICCID).slice(0, 16).toString());
    assertThat(Optional.of(card).toString()).contains(card.eid().digits());
  }
}

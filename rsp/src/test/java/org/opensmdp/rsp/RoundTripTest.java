package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What {@code of} encodes, {@code parse} reads back. */
class RoundTripTest {

  @Property(tries = 300)
  void serverSigned1(
      @ForAll("ids") TransactionId id,
      @ForAll @Size(16) byte[] euiccChallenge,
      @ForAll @Size(16) byte[] serverChallenge,
      @ForAll("texts") String address) {
    var signed = ServerSigned1.of(id, Bytes.of(euiccChallenge), address, Bytes.of(serverChallenge));

    assertThat(ServerSigned1.parse(signed.der())).isEqualTo(signed);
  }

  @Property(tries = 300)
  void smdpSigned2(
      @ForAll("ids") TransactionId id,
      @ForAll boolean flag,
      @ForAll("points") Optional<Bytes> otpk) {
    var signed = SmdpSigned2.of(id, flag, otpk);

    assertThat(SmdpSigned2.parse(signed.der())).isEqualTo(signed);
  }

  @Property(tries = 300)
  void prepareDownloadResponse(
      @ForAll("ids") TransactionId id,
      @ForAll @Size(65) byte[] otpk,
      @ForAll @Size(32) byte[] hashCc,
      @ForAll boolean confirmed) {
    var signed = EuiccSigned2.of(
        id, Bytes.of(otpk), Optional.of(Bytes.of(hashCc)).filter(hash -> confirmed));
    var response = PrepareDownloadResponse.Ok.of(signed, Session.EUICC_SIGNATURE_2);

    assertThat(PrepareDownloadResponse.parse(response.der())).isEqualTo(response);
  }

  @Property(tries = 300)
  void euiccInfo1(
      @ForAll("keyIds") List<SubjectKeyId> verify, @ForAll("keyIds") List<SubjectKeyId> sign) {
    var info = EuiccInfo1.of(new VersionType(2, 5, 0), verify, sign);

    assertThat(EuiccInfo1.parse(info.der())).isEqualTo(info);
  }

  @Property(tries = 300)
  void errors(@ForAll("ids") TransactionId id, @ForAll int code) {
    var authenticate = AuthenticateServerResponse.Error.of(id, code);
    var prepare = PrepareDownloadResponse.Error.of(id, code);
    var cancel = CancelSessionResponse.Error.of(code);

    assertThat(AuthenticateServerResponse.parse(authenticate.der())).isEqualTo(authenticate);
    assertThat(PrepareDownloadResponse.parse(prepare.der())).isEqualTo(prepare);
    assertThat(CancelSessionResponse.parse(cancel.der())).isEqualTo(cancel);
  }

  @Property(tries = 300)
  void notification(
      @ForAll long seqNumber,
      @ForAll NotificationEvent event,
      @ForAll("texts") String address,
      @ForAll("iccids") Optional<Iccid> iccid) {
    var metadata = NotificationMetadata.of(seqNumber, event, address, iccid);

    assertThat(NotificationMetadata.parse(metadata.der())).isEqualTo(metadata);
    assertThat(metadata.event()).contains(event);
  }

  @Property(tries = 300)
  void installationResult(
      @ForAll("ids") TransactionId id,
      @ForAll @IntRange(min = 0, max = 5) int command,
      @ForAll ErrorReason reason,
      @ForAll("points") Optional<Bytes> simaResponse) {
    var data = ProfileInstallationResultData.of(
        id,
        NotificationMetadata.of(1, NotificationEvent.INSTALL, "a.example", Optional.empty()),
        new SmdpOid("2.999.10"),
        FinalResult.Failure.of(command, reason.code(), simaResponse));
    var result = ProfileInstallationResult.of(data, Session.RESULT_SIGNATURE);

    assertThat(PendingNotification.parse(result.der())).isEqualTo(result);
  }

  @Property(tries = 300)
  void metadata(
      @ForAll("names") String provider,
      @ForAll("names") String name,
      @ForAll ProfileClass profileClass,
      @ForAll Set<NotificationEvent> events,
      @ForAll @Size(max = 1024) byte[] icon) {
    var request = StoreMetadataRequest.builder(new Iccid("8988221199000000019"), provider, name)
        .profileClass(profileClass)
        .icon(new Icon(Icon.JPG, Bytes.of(icon)))
        .notification(new NotificationConfiguration(events, "smdp.example.com"))
        .build();

    assertThat(StoreMetadataRequest.parse(request.der())).isEqualTo(request);
  }

  @Property(tries = 300)
  void cancelSession(@ForAll("ids") TransactionId id, @ForAll CancelSessionReason reason) {
    var ok = CancelSessionResponse.Ok.of(
        EuiccCancelSessionSigned.of(id, new SmdpOid("2.999.10"), reason),
        Session.EUICC_SIGNATURE_1);
    var request = CancelSessionRequest.of(id, reason);

    assertThat(CancelSessionResponse.parse(ok.der())).isEqualTo(ok);
    assertThat(CancelSessionRequest.parse(request.der())).isEqualTo(request);
  }

  @Property(tries = 300)
  void operators(
      @ForAll @IntRange(min = 0, max = 999) int mcc,
      @ForAll @IntRange(min = 0, max = 999) int mnc,
      @ForAll boolean shortMnc) {
    String country = "%03d".formatted(mcc);
    String network = shortMnc ? "%02d".formatted(mnc % 100) : "%03d".formatted(mnc);
    var owner =
        new ProfileOwner(ProfileOwner.mccMnc(country, network), Optional.empty(), Optional.empty());

    assertThat(owner).returns(country, ProfileOwner::mcc).returns(network, ProfileOwner::mnc);
  }

  @Property(tries = 300)
  void packages(@ForAll @Size(min = 1, max = 4) List<@Size(max = 1008) byte[]> elements) {
    var whole = BoundProfilePackage.parse(Session.BOUND_PROFILE_PACKAGE);
    var blocks = elements.stream().map(octets -> Der.tlv(0x86, Bytes.of(octets)));
    var built = BoundProfilePackage.of(
        whole.initialiseSecureChannelRequest(),
        whole.firstSequenceOf87(),
        whole.sequenceOf88(),
        Optional.empty(),
        Der.tlv(0xA3, blocks.toArray(Bytes[]::new)));

    assertThat(BoundProfilePackage.parse(built.der())).isEqualTo(built);
    assertThat(Bytes.concat(built.segments().toArray(Bytes[]::new))).isEqualTo(built.der());
    assertThat(built.segments()).hasSize(5 + elements.size());
  }

  @Provide
  Arbitrary<TransactionId> ids() {
    return octets(1, 16).map(TransactionId::new);
  }

  @Provide
  Arbitrary<Optional<Bytes>> points() {
    return octets(65, 65).optional();
  }

  @Provide
  Arbitrary<List<SubjectKeyId>> keyIds() {
    return octets(20, 20).map(SubjectKeyId::new).list().ofMaxSize(5);
  }

  @Provide
  Arbitrary<Optional<Iccid>> iccids() {
    return Arbitraries.strings()
        .numeric()
        .ofLength(16)
        .map(body -> Iccid.withCheckDigit("89" + body))
        .optional();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withCharRange('!', 'ÿ').ofMaxLength(200);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(32);
  }

  private static Arbitrary<Bytes> octets(int least, int most) {
    return Arbitraries.bytes()
        .array(byte[].class)
        .ofMinSize(least)
        .ofMaxSize(most)
        .map(Bytes::of);
  }
}

package org.opensmdp.rsp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile octets at every decoder: {@link InvalidMessage} and nothing else, or a message that keeps
 * the octets as they came and survives being written and read again.
 */
class DecodersFuzzTest {
  /** The kept inputs name a decoder by its place here in their first octet, so new ones go to the end. */
  static final List<Function<Bytes, Bytes>> MESSAGES = List.of(
      octets -> EuiccInfo1.parse(octets).der(),
      DecodersFuzzTest::euiccInfo2,
      octets -> CtxParams1.parse(octets).der(),
      octets -> DeviceInfo.parse(octets).der(),
      octets -> ServerSigned1.parse(octets).der(),
      octets -> AuthenticateServerRequest.parse(octets).der(),
      octets -> EuiccSigned1.parse(octets).der(),
      octets -> AuthenticateServerResponse.parse(octets).der(),
      octets -> SmdpSigned2.parse(octets).der(),
      octets -> PrepareDownloadRequest.parse(octets).der(),
      octets -> PrepareDownloadResponse.parse(octets).der(),
      octets -> EuiccSigned2.parse(octets).der(),
      octets -> InitialiseSecureChannelRequest.parse(octets).der(),
      octets -> ControlRefTemplate.parse(octets).der(),
      octets -> ConfigureIsdpRequest.parse(octets).der(),
      octets -> ProfileInstallationResult.parse(octets).der(),
      octets -> ProfileInstallationResultData.parse(octets).der(),
      octets -> FinalResult.parse(octets).der(),
      octets -> OtherSignedNotification.parse(octets).der(),
      octets -> NotificationMetadata.parse(octets).der(),
      octets -> CancelSessionRequest.parse(octets).der(),
      octets -> CancelSessionResponse.parse(octets).der(),
      octets -> EuiccCancelSessionSigned.parse(octets).der(),
      octets -> GetEuiccChallengeResponse.parse(octets).der());

  /** What is read of a text, written again, is read as the same. */
  private record Text<T>(Function<String, T> reader, Function<T, String> writer) {

    void readTwice(String text) {
      T first;
      try {
        first = reader.apply(text);
      } catch (IllegalArgumentException refused) {
        assertThat(refused.getMessage()).isNotBlank();
        return;
      }
      assertThatNoException().as(text).isThrownBy(() -> writer.apply(first));
      assertThat(reader.apply(writer.apply(first))).isEqualTo(first);
    }
  }

  private static final List<Text<?>> TEXTS = List.of(
      new Text<>(ActivationCode::parse, ActivationCode::toUri),
      new Text<>(Iccid::parse, Iccid::padded),
      new Text<>(Eid::new, eid -> eid.octets().toString()),
      new Text<>(Imsi::new, imsi -> Imsi.fromEf("imsi", imsi.ef()).digits()),
      new Text<>(MatchingId::strict, MatchingId::text),
      new Text<>(TransactionId::fromHex, TransactionId::toString),
      new Text<>(SmdpOid::new, DecodersFuzzTest::decoded));

  static Stream<byte[]> samples() {
    return Samples.ALL.stream().map(sample -> sample.octets().toArray());
  }

  /** Every sample for every decoder that reads it. */
  static Stream<byte[]> samplesOfDecoders() {
    return Samples.ALL.stream()
        .flatMap(sample -> IntStream.range(0, MESSAGES.size())
            .filter(place -> read(sample.octets(), MESSAGES.get(place)).isPresent())
            .mapToObj(
                place -> Bytes.concat(Bytes.of((byte) place), sample.octets()).toArray()));
  }

  static Stream<byte[]> sampleTexts() {
    return Stream.of(
            "LPA:1$smdp.example.com$AB-12$2.999.10$1",
            "1$smdp.example.com:8443$",
            "8988221199000000019F",
            "89049032123451234512345678901235",
            "001010123456789",
            "0A0b",
            "2.999.4294967296")
        .map(text -> text.getBytes(UTF_8));
  }

  static Stream<byte[]> sampleNumbers() {
    return Stream.of(
            new Iccid("8988221199000000019").swapped(),
            new Iccid("89882211990000000196").plain(),
            new Imsi("001010123456789").ef(),
            new Eid("89049032123451234512345678901235").octets(),
            Bytes.fromHex("BF2609800100810100820100"))
        .map(Bytes::toArray);
  }

  @MethodSource("samplesOfDecoders")
  @FuzzTest
  void messages(byte[] input) {
    if (input.length > 0) {
      var decoder = MESSAGES.get((input[0] & 0xFF) % MESSAGES.size());
      for (var octets : hostile(Arrays.copyOfRange(input, 1, input.length))) {
        read(octets, decoder).ifPresent(der -> assertThat(der).isEqualTo(octets));
      }
    }
  }

  @MethodSource("samples")
  @FuzzTest
  void requests(byte[] input) {
    for (var octets : hostile(input)) {
      read(octets, RemoteProfileProvisioningRequest::parse).ifPresent(request -> {
        assertThat(RemoteProfileProvisioningRequest.functionOf(octets))
            .isEqualTo(request.function());
        assertThat(RemoteProfileProvisioningRequest.parse(request.toDer())).isEqualTo(request);
      });
    }
  }

  @MethodSource("samples")
  @FuzzTest
  void responses(byte[] input) {
    for (var octets : hostile(input)) {
      read(octets, RemoteProfileProvisioningResponse::parse)
          .ifPresent(
              response -> assertThat(RemoteProfileProvisioningResponse.parse(response.toDer()))
                  .isEqualTo(response));
    }
  }

  @MethodSource("samples")
  @FuzzTest
  void notifications(byte[] input) {
    for (var octets : hostile(input)) {
      read(octets, PendingNotification::parse).ifPresent(notification -> {
        assertThat(PendingNotification.parse(notification.der())).isEqualTo(notification);
        assertThat(notification.notificationMetadata().event()).isNotNull();
      });
    }
  }

  @MethodSource("samples")
  @FuzzTest
  void packages(byte[] input) {
    for (var octets : hostile(input)) {
      read(octets, BoundProfilePackage::parse).ifPresent(bound -> {
        assertThat(bound.der()).isEqualTo(octets);
        assertThat(Bytes.concat(bound.segments().toArray(Bytes[]::new))).isEqualTo(octets);
      });
    }
  }

  @MethodSource("samples")
  @FuzzTest
  void metadata(byte[] input) {
    for (var octets : hostile(input)) {
      read(octets, StoreMetadataRequest::parse).ifPresent(metadata -> {
        var iccid = metadata.iccid();
        assertThat(metadata.der()).isEqualTo(octets);
        assertThat(Iccid.fromSwapped("iccid", iccid.swapped())).isEqualTo(iccid);
        metadata.profileOwner().ifPresent(DecodersFuzzTest::assertNamesANetwork);
      });
    }
  }

  @MethodSource("sampleNumbers")
  @FuzzTest
  void numbers(byte[] input) {
    var octets = Bytes.of(input);

    read(octets, number -> Iccid.fromSwapped("iccid", number))
        .ifPresent(iccid -> assertThat(iccid.swapped()).isEqualTo(octets));
    read(octets, number -> Iccid.fromPlain("iccid", number))
        .ifPresent(iccid -> assertThat(iccid.plain()).isEqualTo(octets));
    read(octets, number -> Imsi.fromEf("imsi", number))
        .ifPresent(imsi -> assertThat(Imsi.fromEf("imsi", imsi.ef())).isEqualTo(imsi));
    read(octets, number -> Eid.fromOctets("eid", number))
        .ifPresent(eid -> assertThat(eid.octets()).isEqualTo(octets));
    read(octets, ReplaceSessionKeysRequest::parse)
        .ifPresent(
            keys -> assertThat(ReplaceSessionKeysRequest.parse(keys.toDer()).toDer())
                .isEqualTo(keys.toDer()));
  }

  @MethodSource("sampleTexts")
  @FuzzTest
  void texts(byte[] input) {
    var text = new String(input, UTF_8);
    TEXTS.forEach(kind -> kind.readTwice(text));
  }

  /** The octets as they are, and once more with lengths that fit. */
  private static List<Bytes> hostile(byte[] input) {
    var octets = Bytes.of(input);
    return List.of(octets, FittedTlv.of(octets));
  }

  private static <T> Optional<T> read(Bytes octets, Function<Bytes, T> decoder) {
    try {
      return Optional.of(decoder.apply(octets));
    } catch (InvalidMessage refused) {
      assertThat(refused.getMessage()).isNotBlank();
      return Optional.empty();
    }
  }

  private static Bytes euiccInfo2(Bytes octets) {
    var info = EuiccInfo2.parse(octets);
    assertThat(info.freeNonVolatileMemory()).isNotNull();
    assertThat(info.uiccCapability(24)).isIn(true, false);
    return info.der();
  }

  private static String decoded(SmdpOid oid) {
    return Der.oidValue("oid", Tlv.parse("oid", Der.tlv(0x06, oid.content())));
  }

  private static void assertNamesANetwork(ProfileOwner owner) {
    assertThat(owner.mcc()).hasSize(3);
    assertThat(owner.mnc()).hasSizeBetween(2, 3);
  }
}

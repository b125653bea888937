package org.opensmdp.simulator.conformance.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.crypto.InvalidPoint;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ControlRefTemplate;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.InitialiseSecureChannelRequest;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.StoreMetadataRequest;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.Phone;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/** What a Bound Profile Package is made of, and whether a card can open it. */
public final class BoundProfilePackageCases implements CaseSource {
  private static final String FUNCTION = GetBoundProfilePackageCases.FUNCTION;
  private static final String MEMBER = "boundProfilePackage";
  private static final int MOST_SEGMENT_OCTETS = 1020;
  private static final int MAC_OCTETS = 8;
  private static final Bytes BESIDE_THE_CURVE = Bytes.fromHex("04" + "01".repeat(64));

  @Override
  public List<Case> cases() {
    return Stream.of(heads(), keys(), bodies(), metadata(), cards())
        .flatMap(List::stream)
        .toList();
  }

  private static Case.Builder content(int number, String name, String purpose) {
    return Case.of("ES9+.BoundProfilePackage_%02d_%s".formatted(number, name), purpose)
        .tags("es9plus", FUNCTION, "bpp")
        .needs(Feature.ES2PLUS)
        .given("a package was delivered to a card that has authenticated itself");
  }

  private static Case.Builder plain(int number, String name, String purpose) {
    return content(number, name, purpose).orders(ProfileKind.PLAIN);
  }

  // the head, BF23

  private static List<Case> heads() {
    return List.of(
        plain(1, "TransactionId", "The answer and BF23 name the transaction of the session")
            .requirement("SGP.22 v2 §5.6.2, §5.5.1")
            .expects("the transactionId of initiateAuthentication in both places")
            .finds(
                Fault.says(FUNCTION, "transactionId", Forged.TRANSACTION.toString()),
                BrokenPackage.head("names another transaction", 1, Forged.TRANSACTION.toDer()))
            .run(onPackage(BoundProfilePackageCases::namesItsTransaction)),
        plain(2, "RemoteOpId", "The remote operation is installBoundProfilePackage")
            .requirement("SGP.22 v2 §5.5.1")
            .expects("82 01 01")
            .finds(BrokenPackage.head("names another operation", 0, Bytes.fromHex("820102")))
            .run(onPackage((trial, phone) -> trial.check(
                "remoteOpId",
                InitialiseSecureChannelRequest.INSTALL_BOUND_PROFILE_PACKAGE,
                head(phone).remoteOpId()))),
        plain(3, "ControlRefTemplate", "The keys are AES-128, for a host of 1 to 16 octets")
            .requirement("SGP.22 v2 §5.5.1")
            .expects("A6 of 80 01 88, 81 01 10 and 84 with 1 to 16 octets")
            .finds(
                template("names another type of key", "800180" + "810110" + "840401020304"),
                template("names another length of key", "800188" + "810120" + "840401020304"),
                template("names no host", "800188" + "810110" + "8400"),
                template(
                    "names a host of 17 octets", "800188" + "810110" + "8411" + "01".repeat(17)))
            .run(onPackage(BoundProfilePackageCases::namesItsKeys)));
  }

  private static Fault template(String name, String hex) {
    return BrokenPackage.head(name, 2, Der.tlv(0xA6, Bytes.fromHex(hex)));
  }

  private static void namesItsTransaction(Trial trial, Phone phone) {
    var id = phone.transactionId();
    trial.check("transactionId", id, phone.downloaded().response().transactionId());
    trial.check("BF23.transactionId", id, head(phone).transactionId());
  }

  private static void namesItsKeys(Trial trial, Phone phone) {
    var template = head(phone).controlRefTemplate();
    trial.check("keyType", ControlRefTemplate.AES, template.keyType());
    trial.check("keyLen", ControlRefTemplate.AES_128_OCTETS, template.keyLen());
    trial.check(
        "hostId", "1 to 16 octets", template.hostId().size() + " octets", template.hostIdFits());
  }

  // its key and its signature

  private static List<Case> keys() {
    return List.of(
        plain(4, "Otpk", "otPK.DP.ECKA is a point of the curve of the session")
            .requirement("SGP.22 v2 §5.5.1, §2.6.5")
            .expects("65 octets that begin with 04, on the curve of CERT.DPauth and CERT.DPpb")
            .finds(
                BrokenPackage.head("gives no point", 3, Der.tlv(0x5F49, BESIDE_THE_CURVE)),
                BrokenPackage.head(
                    "gives 33 octets", 3, Der.tlv(0x5F49, Bytes.fromHex("02" + "01".repeat(32)))))
            .run(onPackage(BoundProfilePackageCases::givesAKeyOfTheCurve)),
        plain(5, "Signature", "smdpSign is made with the key of CERT.DPpb, over otPK.EUICC too")
            .requirement("SGP.22 v2 §5.5.1")
            .expects("a signature over 82, 80, A6, 5F49 otPK.DP and 5F49 otPK.EUICC")
            .finds(
                BrokenPackage.head("signs wrongly", members -> {
                  members.set(4, Forged.flipped(members.get(4)));
                  return members;
                }),
                template("changes hostId after signing", "800188" + "810110" + "840401020304"))
            .run(onPackage(BoundProfilePackageCases::isSigned)),
        plain(6, "FreshOtpk", "Every order is bound with a one-time key of its own")
            .requirement("SGP.22 v2 §2.6.5")
            .expects("the packages of two orders have two otPK.DP.ECKA")
            .finds(BrokenPackage.head(
                "always gives the same key", 3, Der.tlv(0x5F49, BESIDE_THE_CURVE)))
            .run(trial -> {
              var first = head(delivered(trial, Wish.PLAIN)).smdpOtpk();
              var second = head(delivered(trial, Wish.PLAIN)).smdpOtpk();
              trial.check(
                  "second otPK.DP", "not " + first, second.toString(), !second.equals(first));
            }));
  }

  private static void givesAKeyOfTheCurve(Trial trial, Phone phone) {
    var point = head(phone).smdpOtpk();
    trial.check(
        "otPK.DP.ECKA",
        "65 octets on " + trial.wire().curve().standardName(),
        point.toString(),
        isOnTheCurve(trial, point));
  }

  private static boolean isOnTheCurve(Trial trial, Bytes point) {
    try (var key = EphemeralKey.generate(trial.wire().curve(), trial.random())) {
      key.agree(new EcPublicKey(trial.wire().curve(), point)).close();
      return true;
    } catch (InvalidPoint | IllegalArgumentException e) {
      return false;
    }
  }

  private static void isSigned(Trial trial, Phone phone) {
    trial.check("smdpSign", "verified", verdictOnSignature(phone, phone.euiccOtpk()));
  }

  /** Whether smdpSign of the package that came last is of CERT.DPpb and for this key of the card. */
  static String verdictOnSignature(Phone phone, Bytes euiccOtpk) {
    var dpPb = RspCertificate.parse(phone.authenticated().response().smdpCertificate());
    boolean holds = Signatures.verify(
        dpPb.publicKey(),
        head(phone).signedOctets(euiccOtpk),
        SignatureTlv.value(head(phone).smdpSign()));
    return holds ? "verified" : "not verified";
  }

  // the blocks, A0 to A3

  private static List<Case> bodies() {
    return List.of(
        plain(7, "Layout", "BF36 holds BF23, A0, A1, perhaps A2, and A3, in this order")
            .requirement("SGP.22 v2 §2.5.4")
            .expects("one 87 in A0, 88 in A1, one 87 in A2 if it is there, 86 in A3; DER lengths")
            .finds(
                BrokenPackage.parts("changes the order of A0 and A1", parts -> {
                  parts.add(1, parts.remove(2));
                  return parts;
                }),
                BrokenPackage.parts("leaves A3 out", parts -> {
                  parts.remove(parts.size() - 1);
                  return parts;
                }),
                BrokenPackage.parts("adds a part", parts -> {
                  parts.add(Bytes.fromHex("A400"));
                  return parts;
                }),
                BrokenPackage.elements("sends two TLVs 87 in A0", 1, elements -> {
                  elements.add(elements.get(0));
                  return elements;
                }))
            .run(onPackage(BoundProfilePackageCases::isLaidOut)),
        plain(8, "Segments", "No segment is longer than a card must take")
            .requirement("SGP.22 v2 §2.5.3")
            .expects("each TLV 86, 87 and 88 of 1020 octets at most, its MAC within")
            .finds(BrokenPackage.segmentOf(MOST_SEGMENT_OCTETS + 1), BrokenPackage.segmentOf(1036))
            .run(onPackage((trial, phone) -> segments(trial, bound(phone)))),
        content(8, "SegmentsOfLongMetadata", "Long metadata are cut into several segments")
            .requirement("SGP.22 v2 §2.5.3, §5.5.3")
            .orders(ProfileKind.LONG_METADATA)
            .expects("two TLVs 88 at least, each of 1020 octets at most; the card installs")
            .finds(
                BrokenPackage.elements(
                    "joins the segments of A1",
                    2,
                    elements ->
                        List.of(Der.tlv(0x88, Bytes.concat(elements.toArray(Bytes[]::new))))),
                Fault.flips(FUNCTION, MEMBER))
            .run(BoundProfilePackageCases::cutsLongMetadata));
  }

  private static void isLaidOut(Trial trial, Phone phone) {
    var one = bound(phone);
    trial.check("TLVs 87 in A0", 1, elements(one.firstSequenceOf87()).size());
    one.secondSequenceOf87()
        .ifPresent(a2 -> trial.check("TLVs 87 in A2", 1, elements(a2).size()));
    trial.check("BF36 encoded again", inDer(one), one.der());
  }

  private static Bytes inDer(BoundProfilePackage one) {
    return BoundProfilePackage.of(
            one.initialiseSecureChannelRequest(),
            inDer(one.firstSequenceOf87()),
            inDer(one.sequenceOf88()),
            one.secondSequenceOf87().map(BoundProfilePackageCases::inDer),
            inDer(one.sequenceOf86()))
        .der();
  }

  private static Bytes inDer(Bytes sequence) {
    var elements = elements(sequence).stream().map(one -> Der.tlv(one.tag(), one.value()));
    return Der.tlv(Tlv.parse(MEMBER, sequence).tag(), elements.toArray(Bytes[]::new));
  }

  private static void segments(Trial trial, BoundProfilePackage one) {
    int longest = one.segments().stream()
        .skip(1) // the head of BF36 and BF23
        .mapToInt(Bytes::size)
        .max()
        .orElse(0);
    trial.check(
        "longest segment",
        MOST_SEGMENT_OCTETS + " octets at most",
        longest + " octets",
        longest <= MOST_SEGMENT_OCTETS);
  }

  private static void cutsLongMetadata(Trial trial) {
    var phone = delivered(trial, Wish.of(ProfileKind.LONG_METADATA));
    segments(trial, bound(phone));
    int pieces = elements(bound(phone).sequenceOf88()).size();
    trial.check("TLVs 88", "2 at least", String.valueOf(pieces), pieces > 1);
    trial.check("metadata", announced(phone), carried(bound(phone)));
    Afterwards.installs(trial, phone);
  }

  // the metadata

  private static List<Case> metadata() {
    return List.of(
        plain(9, "Metadata", "The package carries the metadata that were announced, bit for bit")
            .requirement("SGP.22 v2 §5.6.3, §5.5.3")
            .expects("the octets of profileMetadata in the TLVs 88, without their MACs")
            .finds(BrokenPackage.otherMetadata(), BrokenPackage.otherName())
            .run(onPackage((trial, phone) ->
                trial.check("metadata", announced(phone), carried(bound(phone))))),
        plain(10, "MetadataIccid", "The metadata are of the profile that was ordered")
            .requirement("SGP.22 v2 §5.5.3")
            .expects("the ICCID that ES2+ has named")
            .finds(BrokenPackage.otherIccid())
            .run(onPackage((trial, phone) -> trial.check(
                "ICCID",
                phone.order().iccid(),
                StoreMetadataRequest.parse(announced(phone)).iccid()))));
  }

  // the card

  private static List<Case> cards() {
    return List.of(
        card(11, "Installs", "The card installs the profile that was ordered", ProfileKind.PLAIN)
            .run(trial -> opens(trial, delivered(trial, Wish.PLAIN))),
        card(12, "ProfileKeys", "Profile keys are handed over in A2", ProfileKind.PROFILE_KEYS)
            .finds(BrokenPackage.parts("leaves A2 out", parts -> {
              parts.remove(3);
              return parts;
            }))
            .run(trial -> {
              var phone = delivered(trial, Wish.of(ProfileKind.PROFILE_KEYS));
              boolean there = bound(phone).secondSequenceOf87().isPresent();
              trial.check("A2", "present", there ? "present" : "absent", there);
              opens(trial, phone);
            }));
  }

  private static Case.Builder card(int number, String name, String purpose, ProfileKind kind) {
    return content(number, name, purpose)
        .requirement("SGP.22 v2 §2.5, §5.7.6")
        .orders(kind)
        .expects("the card installs; EF.ICCID holds the ICCID of the order")
        .finds(
            Fault.flips(FUNCTION, MEMBER),
            template("changes hostId after binding", "800188" + "810110" + "840401020304"));
  }

  private static void opens(Trial trial, Phone phone) {
    Afterwards.installs(trial, phone);
    var facts = phone.euicc().profiles().get(0).facts();
    trial.check("EF.ICCID", Optional.of(phone.order().iccid()), facts.efIccid());
  }

  // reading

  private static Consumer<Trial> onPackage(BiConsumer<Trial, Phone> look) {
    return trial -> look.accept(trial, delivered(trial, Wish.PLAIN));
  }

  private static Phone delivered(Trial trial, Wish wish) {
    var phone = trial.phone().orders(wish);
    trial.step("Authenticate the card and download the package");
    return phone.authenticate().download();
  }

  private static BoundProfilePackage bound(Phone phone) {
    return phone.downloaded().boundProfilePackage();
  }

  private static InitialiseSecureChannelRequest head(Phone phone) {
    return bound(phone).initialiseSecureChannelRequest();
  }

  private static Bytes announced(Phone phone) {
    return phone.authenticated().response().profileMetadata();
  }

  /** The metadata in the TLVs 88, which are not encrypted. */
  private static Bytes carried(BoundProfilePackage one) {
    return Bytes.concat(elements(one.sequenceOf88()).stream()
        .map(tlv -> tlv.value().slice(0, tlv.value().size() - MAC_OCTETS))
        .toArray(Bytes[]::new));
  }

  private static List<Tlv> elements(Bytes sequence) {
    var found = new ArrayList<Tlv>();
    var members = Tlv.parse(MEMBER, sequence).members(MEMBER);
    while (members.hasNext()) {
      found.add(members.next());
    }
    return found;
  }
}

package org.opensmdp.simulator;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.ProfileOwner;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.StoreMetadataRequest;

/** What the tests of the card start from: PKIs issued once, profiles, and the steps up to a package. */
final class Cards {
  static final InstantSource CLOCK = InstantSource.system();
  static final TestHierarchy NIST = issue(Curve.NIST_P256);
  static final TestHierarchy BRAINPOOL = issue(Curve.BRAINPOOL_P256R1);
  static final Iccid ICCID = Iccid.withCheckDigit("898800000000000001");
  static final Iccid OTHER_ICCID = Iccid.withCheckDigit("898800000000000002");
  static final Iccid THIRD_ICCID = Iccid.withCheckDigit("898800000000000003");
  static final Imsi IMSI = new Imsi("001010000000001");
  static final String ELSEWHERE = "notify.example.com";

  private static final ProfileTemplate TEMPLATE = ProfileTemplate.of(BundledTemplate.load());

  private Cards() {}

  static TestHierarchy issue(Curve curve) {
    return TestHierarchy.issue(
        TestHierarchy.Plan.of(curve, "localhost"), CLOCK, new SecureRandom());
  }

  static TestHierarchy of(Curve curve) {
    return curve == Curve.NIST_P256 ? NIST : BRAINPOOL;
  }

  static EuiccPopulation population(TestHierarchy... hierarchies) {
    return new EuiccPopulation(List.of(hierarchies), new SecureRandom(), CLOCK);
  }

  static VirtualEuicc card(TestHierarchy... hierarchies) {
    return population(hierarchies).euicc(1);
  }

  static TestSmdp smdp(TestHierarchy hierarchy) {
    return new TestSmdp(hierarchy.credentials("test"));
  }

  static Bytes upp(Iccid iccid) {
    var key = Secret.of(Bytes.fromHex("000102030405060708090A0B0C0D0E0F"));
    return TEMPLATE.render(SubscriberData.of(iccid, IMSI, key, key));
  }

  static StoreMetadataRequest.Builder metadata(Iccid iccid) {
    return untold(iccid)
        .notification(
            new NotificationConfiguration(Set.of(NotificationEvent.values()), TestSmdp.ADDRESS));
  }

  /** Metadata that have nobody told of events. */
  static StoreMetadataRequest.Builder untold(Iccid iccid) {
    return StoreMetadataRequest.builder(iccid, "Operator", "Plan").profileOwner(owner("001", "01"));
  }

  static ProfileOwner owner(String mcc, String mnc) {
    return new ProfileOwner(ProfileOwner.mccMnc(mcc, mnc), Optional.empty(), Optional.empty());
  }

  static AuthenticateServerResponse.Ok authenticate(VirtualEuicc card, TestSmdp smdp) {
    var request = smdp.authenticateServer(card.getEuiccChallenge());
    return (AuthenticateServerResponse.Ok) card.authenticateServer(request.der());
  }

  static PrepareDownloadResponse.Ok prepare(VirtualEuicc card, TestSmdp smdp) {
    var authenticated = authenticate(card, smdp);
    var request = smdp.prepareDownload(authenticated);
    return (PrepareDownloadResponse.Ok) card.prepareDownload(request.der());
  }

  static ProfileInstallationResult load(VirtualEuicc card, List<Bytes> pieces) {
    for (var piece : pieces) {
      var result = card.loadBoundProfilePackage(piece);
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw new AssertionError("no result");
  }

  /** Runs a whole download of the profile and returns what the card says. */
  static ProfileInstallationResult install(
      VirtualEuicc card, TestSmdp smdp, StoreMetadataRequest metadata) {
    smdp.newSession();
    var prepared = prepare(card, smdp);
    var protection = new ProfileProtection.SessionKeys(upp(metadata.iccid()));
    var binding = smdp.bind(card.eid(), prepared, metadata.der(), protection);
    return load(card, smdp.assemble(binding).segments());
  }

  static FinalResult end(ProfileInstallationResult result) {
    return result.profileInstallationResultData().finalResult();
  }
}

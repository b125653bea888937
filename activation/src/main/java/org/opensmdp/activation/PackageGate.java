package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.ICCID_INVALID_TRANSITION;
import static org.opensmdp.rsp.StatusCode.PROVIDER_EXECUTION_ERROR;

import java.util.List;
import java.util.stream.Collectors;
import org.opensmdp.profile.Inconsistency;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.profile.ReleaseCheck;
import org.opensmdp.profile.TemplateException;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.rsp.StoreMetadataRequest;

/**
 * The gate that a package passes on its way to a card: judged in full when its order is released (H4,
 * H5, H6), compared with that verdict when it is bound (H8). What differs stops it, and somebody is
 * called.
 */
final class PackageGate {
  private static final String ELEMENT_OF_METADATA = "metadata";
  private static final int MOST_CHARACTERS = 128; // of what a client reads

  private final Templates templates;
  private final PackageMaker packages;
  private final HandoffChecks checks;

  /** What is at stake, and what a refusal is to be told as. */
  private record Case(ActivationEvent about, StatusCode status) {}

  /** A package as it was judged. */
  record Judged(Bytes unprotected, ReleaseVerdict verdict) {}

  PackageGate(Templates templates, PackageMaker packages, HandoffChecks checks) {
    this.templates = templates;
    this.packages = packages;
    this.checks = checks;
  }

  /**
   * Makes the package of an order that is to be released, and judges it.
   *
   * @throws RspException ICCID_INVALID_TRANSITION, naming what differs, if it is not this order's
   */
  Judged release(StoredProfile stored, ProfileMaterial material, ActivationEvent event) {
    var iccid = stored.profile().iccid();
    var at = new Case(event, ICCID_INVALID_TRANSITION);
    var upp = made(material, at, Handoff.RELEASE);
    checks.matched(Handoff.RELEASE);
    var metadata = ShownMetadata.of(stored.type(), iccid, material.imsi());
    var verdict = judged(stored.profile(), stored.type(), material, metadata, upp, at);
    return new Judged(upp, verdict);
  }

  /**
   * Makes the package that is about to be bound, and compares it with the verdict of the release. A
   * package of another version, or one released before verdicts were kept, is judged now.
   *
   * @throws RspException PROVIDER_EXECUTION_ERROR if it is not the one that was judged
   */
  Judged binding(DownloadInProgress download) {
    var material = download.material();
    var at = new Case(about(download), PROVIDER_EXECUTION_ERROR);
    var upp = made(material, at, Handoff.BINDING);
    if (!material.isItsOwn()) {
      throw stopped(Handoff.BINDING, at, "the inventory lists another IMSI than the keys' own");
    }
    var before = download.verdict().filter(it -> it.versionId() == material.versionId());
    if (before.isEmpty()) {
      return new Judged(upp, judgedNow(download, upp, at));
    }
    if (!before.get().packageDigest().equals(Digest.of(upp))) {
      throw stopped(Handoff.BINDING, at, "the package is not the one that was released");
    }
    checks.matched(Handoff.BINDING);
    return new Judged(upp, before.get());
  }

  private ReleaseVerdict judgedNow(DownloadInProgress download, Bytes upp, Case at) {
    checks.unknown(Handoff.BINDING);
    var metadata = StoreMetadataRequest.parse(download.session().terms().profileMetadata());
    return judged(download.profile(), download.type(), download.material(), metadata, upp, at);
  }

  /**
   * Refuses metadata that are not those the phone was shown.
   *
   * @throws RspException PROVIDER_EXECUTION_ERROR
   */
  void shown(DownloadInProgress download) {
    var metadata = download.session().terms().profileMetadata();
    boolean same = download.shown().map(Digest.of(metadata)::equals).orElse(true);
    if (!same) {
      var at = new Case(about(download), PROVIDER_EXECUTION_ERROR);
      throw stopped(Handoff.BINDING, at, "the metadata are not those the phone was shown");
    }
  }

  private static ActivationEvent about(DownloadInProgress download) {
    var terms = download.session().terms();
    return ActivationEvent.of(HandoffChecks.FUNCTION, terms.createdAt())
        .inSession(download.session(), download.profile());
  }

  private Bytes made(ProfileMaterial material, Case at, Handoff handoff) {
    try {
      return packages.unprotected(material);
    } catch (AlteredTemplate e) {
      throw stopped(handoff, at, String.valueOf(e.getMessage()));
    } catch (TemplateException e) {
      throw stopped(Handoff.PACKAGE, at, String.valueOf(e.getMessage()));
    }
  }

  private ReleaseVerdict judged(
      Profile profile,
      ProfileType type,
      ProfileMaterial material,
      StoreMetadataRequest metadata,
      Bytes octets,
      Case at) {
    var upp = parsed(octets, at);
    var found =
        ReleaseCheck.check(upp, metadata, profile.iccid(), material.imsi(), type.mncLength());
    refuse(Handoff.PACKAGE, at, ofPackage(found.blocking()));
    refuseDummyKey(material, metadata, octets, at);
    refuse(Handoff.METADATA, at, ofMetadata(found.blocking()));
    found.warnings().stream()
        .map(Inconsistency::toString)
        .forEach(what -> checks.warned(Handoff.PACKAGE, profile.iccid(), what));
    checks.matched(Handoff.PACKAGE);
    checks.matched(Handoff.METADATA);
    return new ReleaseVerdict(material.versionId(), Digest.of(octets));
  }

  private ProfilePackage parsed(Bytes octets, Case at) {
    try {
      return ProfilePackage.parse(octets);
    } catch (InvalidMessage e) {
      throw stopped(Handoff.PACKAGE, at, String.valueOf(e.getMessage()));
    }
  }

  private static List<Inconsistency> ofPackage(List<Inconsistency> found) {
    return found.stream().filter(it -> !isOfMetadata(it)).toList();
  }

  private static List<Inconsistency> ofMetadata(List<Inconsistency> found) {
    return found.stream().filter(PackageGate::isOfMetadata).toList();
  }

  private static boolean isOfMetadata(Inconsistency found) {
    return found.element().startsWith(ELEMENT_OF_METADATA);
  }

  /** A test profile may have a key that everybody knows; no other may. */
  private void refuseDummyKey(
      ProfileMaterial material, StoreMetadataRequest metadata, Bytes octets, Case at) {
    if (material instanceof ProfileMaterial.Personalised personalised
        && metadata.profileClass() != ProfileClass.TEST
        && templates.get(personalised.versionId()).leavesItsKeyIn(octets)) {
      throw stopped(Handoff.PACKAGE, at, "akaParameter: the template's own key is still in it");
    }
  }

  private void refuse(Handoff handoff, Case at, List<Inconsistency> found) {
    if (!found.isEmpty()) {
      var what = found.stream().map(Inconsistency::toString).collect(Collectors.joining("; "));
      throw stopped(handoff, at, what, found.get(0).element());
    }
  }

  private RspException stopped(Handoff handoff, Case at, String what) {
    return stopped(handoff, at, what, what);
  }

  /** What is told names the place; the numbers are for the timeline and the log. */
  private RspException stopped(Handoff handoff, Case at, String what, String where) {
    var message = at.status() == ICCID_INVALID_TRANSITION
        ? "the package may not be released, " + where
        : "the package may not be delivered";
    return checks.contradiction(handoff, at.about(), what, at.status(), fitted(message));
  }

  private static String fitted(String message) {
    return message.length() > MOST_CHARACTERS ? message.substring(0, MOST_CHARACTERS) : message;
  }
}

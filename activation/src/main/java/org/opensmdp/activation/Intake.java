package org.opensmdp.activation;

import java.util.List;
import java.util.stream.Collectors;
import org.opensmdp.profile.Consistency;
import org.opensmdp.profile.Finding;
import org.opensmdp.profile.Holes;
import org.opensmdp.profile.Inconsistency;
import org.opensmdp.profile.Lint;
import org.opensmdp.profile.LintTerms;
import org.opensmdp.profile.ProfileMetadata;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.profile.Severity;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Secret;

/**
 * The door of the stock: what comes in is checked against itself, so that a package the card would
 * refuse (errorReason 12 or 13) is refused here, where somebody can mend it.
 */
public final class Intake {
  private final Inventory inventory;

  public Intake(Inventory inventory) {
    this.inventory = inventory;
  }

  /**
   * Takes a template without named holes as the type's stable version.
   *
   * @throws LintRefusal naming the elements that do not fit
   */
  public long version(ProfileType type, Bytes template) {
    return version(type, NewVersion.stable(template));
  }

  /**
   * Takes a version: the lint looks at the template, and a made-up subscriber's profile is checked.
   * Warnings are kept with the version.
   *
   * @param draft its findings are put in here
   * @throws LintRefusal naming the elements that do not fit; nothing is stored then
   */
  public long version(ProfileType type, NewVersion draft) {
    var found = lint(type, draft.template(), draft.holes());
    if (found.stream().anyMatch(it -> it.severity() == Severity.ERROR)) {
      throw new LintRefusal(found);
    }
    return inventory.addVersion(
        type,
        new NewVersion(
            draft.template(), draft.holes(), draft.state(), draft.origin(), draft.note(), found));
  }

  /** Returns what the lint says of a template for this type; nothing is stored. */
  public static List<Finding> lint(ProfileType type, Bytes template, Holes holes) {
    return Lint.template(template, holes, LintTerms.of(type.texts(), type.mncLength()));
  }

  /**
   * Takes a ready-made package, to be delivered octet for octet, under the ICCID it names.
   *
   * @throws IllegalArgumentException naming the elements that do not fit
   */
  public Iccid readyPackage(ProfileType type, Bytes octets) {
    var upp = ProfilePackage.parse(octets);
    var iccid = upp.facts()
        .headerIccid()
        .orElseThrow(
            () -> new IllegalArgumentException("the package names no ICCID in its header"));
    var imsi = upp.facts().imsis().stream().findFirst();
    var metadata = imsi.map(of -> ProfileMetadata.of(type.texts(), iccid, of, type.mncLength()))
        .orElseGet(() -> ProfileMetadata.of(type.texts(), iccid));
    require("the package", Consistency.check(upp, metadata));
    var needed = ProfileRequirements.of(upp.facts(), octets.size());
    inventory.addStock(type, iccid, imsi, needed, Secret.of(octets));
    return iccid;
  }

  private static void require(String what, List<Inconsistency> found) {
    if (!found.isEmpty()) {
      throw new IllegalArgumentException(what + " does not hold together: "
          + found.stream().map(Inconsistency::toString).collect(Collectors.joining("; ")));
    }
  }
}

package org.opensmdp.activation;

import java.util.List;
import java.util.stream.Collectors;
import org.opensmdp.profile.Consistency;
import org.opensmdp.profile.Inconsistency;
import org.opensmdp.profile.ProfileMetadata;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.profile.ProfileTemplate;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;

/**
 * The door of the stock: what comes in is checked against itself, so that a package the card would
 * refuse (errorReason 12 or 13) is refused here, where somebody can mend it.
 */
public final class Intake {
  private static final Iccid SAMPLE_ICCID = Iccid.withCheckDigit("890010100000000000");
  private static final String SAMPLE_SUBSCRIBER = "00101000000000";

  private final Inventory inventory;

  public Intake(Inventory inventory) {
    this.inventory = inventory;
  }

  /**
   * Renders a made-up subscriber, checks the package, and takes the template as the type's stable
   * version.
   *
   * @throws IllegalArgumentException naming the elements that do not fit
   */
  public long version(ProfileType type, Bytes template) {
    // Fifteen digits, as nearly all: templates that carry the IMSI as text take no other length.
    var sample = SubscriberData.of(SAMPLE_ICCID, new Imsi(SAMPLE_SUBSCRIBER + "1"), key(1), key(2));
    var upp = ProfilePackage.parse(ProfileTemplate.of(template).render(sample));
    var metadata =
        ProfileMetadata.of(type.texts(), sample.iccid(), sample.imsi(), type.mncLength());
    require("the template", Consistency.check(upp, metadata, sample.iccid(), sample.imsi()));
    return inventory.addStableVersion(type, template);
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

  /** Keys no card has; they differ from the placeholders of any template. */
  private static Secret key(int seed) {
    var octets = new byte[16];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) (i * 31 + seed * 97);
    }
    return Secret.of(octets);
  }
}

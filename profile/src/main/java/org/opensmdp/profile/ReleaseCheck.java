package org.opensmdp.profile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.ProfileOwner;
import org.opensmdp.rsp.StoreMetadataRequest;

/**
 * What a package must agree with before its order is released: the inventory, the metadata, and itself.
 * Beside {@link Consistency}, which asks what an eUICC asks, this asks whether it is the profile of
 * this subscriber.
 */
public final class ReleaseCheck {
  private static final int GID1 = 17;
  private static final int GID2 = 18;
  private static final int SPN = 19;
  private static final int SPN_TEXT = 1;

  private final ProfilePackage upp;
  private final StoreMetadataRequest metadata;
  private final List<Inconsistency> blocking = new ArrayList<>();
  private final List<Inconsistency> warnings = new ArrayList<>();

  /**
   * What was found.
   *
   * @param blocking what makes it another subscriber's profile, or one that a card refuses
   * @param warnings what a card may refuse by the letter, or a person may wonder at
   */
  public record Findings(List<Inconsistency> blocking, List<Inconsistency> warnings) {
    public Findings {
      blocking = List.copyOf(blocking);
      warnings = List.copyOf(warnings);
    }
  }

  private ReleaseCheck(ProfilePackage upp, StoreMetadataRequest metadata) {
    this.upp = upp;
    this.metadata = metadata;
  }

  /**
   * Compares a package with its metadata and with what the inventory says of it.
   *
   * @param imsi as the inventory lists it; empty of a package that came without one
   * @param mncLength digits of the network code that the profile type says its IMSIs have
   */
  public static Findings check(
      ProfilePackage upp,
      StoreMetadataRequest metadata,
      Iccid iccid,
      Optional<Imsi> imsi,
      int mncLength) {
    var check = new ReleaseCheck(upp, metadata);
    check.blocking.addAll(imsi.map(of -> Consistency.check(upp, metadata, iccid, of))
        .orElseGet(() -> check.withoutImsi(iccid)));
    check.networkCode(mncLength);
    check.services();
    check.name();
    return new Findings(check.blocking.stream().distinct().toList(), check.warnings);
  }

  private List<Inconsistency> withoutImsi(Iccid iccid) {
    var found = new ArrayList<>(Consistency.check(upp, metadata));
    if (!metadata.iccid().equals(iccid)) {
      found.add(
          different("metadata.iccid", metadata.iccid().digits(), iccid + " of the inventory"));
    }
    upp.facts().imsis().stream()
        .map(imsi -> different("usim.ef-imsi", imsi.digits(), "no IMSI, as the inventory says"))
        .forEach(found::add);
    return found;
  }

  private void networkCode(int mncLength) {
    upp.facts()
        .mncLength()
        .filter(length -> length != mncLength)
        .ifPresent(length -> blocking.add(different(
            "usim.ef-ad", "MNC of " + length + " digits", mncLength + " of the profile type")));
  }

  private void services() {
    contents(ElementaryFile.UST).findFirst().ifPresent(table -> {
      groupService(table, GID1, "gid1", metadata.profileOwner().flatMap(ProfileOwner::gid1));
      groupService(table, GID2, "gid2", metadata.profileOwner().flatMap(ProfileOwner::gid2));
      if (contents(ElementaryFile.SPN).findFirst().isPresent() && !isOn(table, SPN)) {
        warnings.add(different("usim.ef-ust", "service 19 is off", "on, for there is an EF.SPN"));
      }
    });
  }

  /** By the letter an owner without group identifier wants the service off; cards do not mind. */
  private void groupService(Bytes table, int service, String name, Optional<Bytes> owners) {
    if (owners.isPresent() && !isOn(table, service)) {
      blocking.add(different(
          "usim.ef-ust",
          "service %d is off".formatted(service),
          "on, for metadata.profileOwner has " + name));
    } else if (owners.isEmpty() && metadata.profileOwner().isPresent() && isOn(table, service)) {
      warnings.add(different(
          "usim.ef-ust",
          "service %d is on".formatted(service),
          "off, for metadata.profileOwner has no " + name));
    }
  }

  private static boolean isOn(Bytes table, int service) {
    int octet = (service - 1) / 8;
    return octet < table.size() && (table.at(octet) >> ((service - 1) % 8) & 1) == 1;
  }

  private void name() {
    contents(ElementaryFile.SPN)
        .findFirst()
        .flatMap(ReleaseCheck::plainText)
        .filter(text -> !text.equals(metadata.serviceProviderName()))
        .ifPresent(
            text -> warnings.add(different("usim.ef-spn", text, metadata.serviceProviderName())));
  }

  /** Returns the name, if it is written in the characters that GSM and ASCII have in common. */
  private static Optional<String> plainText(Bytes spn) {
    int end = spn.size();
    while (end > SPN_TEXT && spn.at(end - 1) == 0xFF) {
      end--;
    }
    if (end <= SPN_TEXT) {
      return Optional.empty();
    }
    var text = new String(spn.slice(SPN_TEXT, end).toArray(), US_ASCII);
    return text.chars().allMatch(c -> c == ' ' || (c < 0x7F && Character.isLetterOrDigit(c)))
        ? Optional.of(text)
        : Optional.empty();
  }

  private Stream<Bytes> contents(ElementaryFile file) {
    return upp.located().stream()
        .flatMap(element ->
            element.file(file).flatMap(node -> FileContent.of(element.path(file), node)).stream());
  }

  private static Inconsistency different(String element, String found, String expected) {
    return new Inconsistency(ErrorReason.DATA_MISMATCH, element, found, expected);
  }
}

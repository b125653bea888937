package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.ProfileOwner;
import org.opensmdp.rsp.StoreMetadataRequest;

/**
 * Whether a profile package, the metadata announced for it and the order it was made for say the same.
 * An eUICC compares part of this while it installs and answers with dataMismatch (SGP.22 v2 §2.5.6,
 * ErrorReason 13), invalidNaaKey (14) or an error of the package (12); here it is found before
 * anything is sent.
 */
public final class Consistency {
  private final ProfilePackage upp;
  private final List<Inconsistency> found = new ArrayList<>();

  private Consistency(ProfilePackage upp) {
    this.upp = upp;
  }

  /** Returns what does not fit between the package and its metadata; empty if all does. */
  public static List<Inconsistency> check(ProfilePackage upp, StoreMetadataRequest metadata) {
    var consistency = new Consistency(upp);
    Structure.check(upp).forEach(consistency::structure);
    consistency.iccid(metadata.iccid(), "metadata");
    consistency.imsiCoding();
    metadata.profileOwner().ifPresent(consistency::owner);
    consistency.testAlgorithm(metadata.profileClass());
    return List.copyOf(consistency.found);
  }

  /** As {@link #check(ProfilePackage, StoreMetadataRequest)}, and the numbers are the order's. */
  public static List<Inconsistency> check(
      ProfilePackage upp, StoreMetadataRequest metadata, Iccid iccid, Imsi imsi) {
    var consistency = new Consistency(upp);
    consistency.found.addAll(check(upp, metadata));
    if (!metadata.iccid().equals(iccid)) {
      consistency.add("metadata.iccid", metadata.iccid().digits(), iccid + " of the order");
    }
    consistency.iccid(iccid, "order");
    consistency.imsi(imsi);
    return consistency.found.stream().distinct().toList();
  }

  private void structure(Finding it) {
    add(ErrorReason.PE_PROCESSING_ERROR, it.element(), it.what(), it.expected());
  }

  private void add(String element, String what, String expected) {
    add(ErrorReason.DATA_MISMATCH, element, what, expected);
  }

  private void add(ErrorReason reason, String element, String what, String expected) {
    found.add(new Inconsistency(reason, element, what, expected));
  }

  private void iccid(Iccid expected, String source) {
    var facts = upp.facts();
    var because = expected.digits() + " of the " + source;
    if (!facts.headerIccidDigits().equals(expected.digits())) {
      add("header.iccid", facts.headerIccidDigits(), because);
    }
    var efIccid = facts.efIccidDigits().orElse("no content");
    if (!efIccid.equals(expected.digits())) {
      add("mf.ef-iccid", efIccid, because);
    }
  }

  private void imsi(Imsi expected) {
    var imsis = upp.facts().imsis();
    if (imsis.isEmpty()) {
      add("usim.ef-imsi", "no IMSI", expected + " of the order");
    }
    for (var imsi : imsis) {
      if (!imsi.equals(expected)) {
        add("usim.ef-imsi", imsi.digits(), expected + " of the order");
      }
    }
  }

  private void imsiCoding() {
    for (var element : upp.located()) {
      var path = element.path(ElementaryFile.IMSI);
      element
          .file(ElementaryFile.IMSI)
          .flatMap(file -> FileContent.of(path, file))
          .ifPresent(content -> imsiCoding(path, content));
    }
  }

  private void imsiCoding(String path, Bytes content) {
    if (!isImsi(path, content)) {
      add(
          ErrorReason.PE_PROCESSING_ERROR,
          path,
          "not coded as an IMSI",
          "9 octets: length, parity nibble, digits, filler F");
    }
  }

  /** Coded again it must be the same: a length octet that is too small would cut digits off. */
  private static boolean isImsi(String path, Bytes content) {
    try {
      return Imsi.fromEf(path, content).ef().equals(content);
    } catch (InvalidMessage e) {
      return false;
    }
  }

  /** In metadata the owner is one network: no digit of it may stand for any (SGP.22 v2 §5.5.3). */
  private void owner(ProfileOwner owner) {
    var network = owner.mcc() + owner.mnc();
    for (var imsi : upp.facts().imsis()) {
      if (!imsi.digits().startsWith(network)) {
        add("metadata.profileOwner.mccMnc", network, "the network of IMSI " + imsi);
      }
    }
    if (upp.facts().imsis().isEmpty()) {
      add("metadata.profileOwner", network, "no owner, for there is no EF.IMSI to compare it with");
    }
    upp.facts()
        .mncLength()
        .filter(length -> length != owner.mnc().length())
        .ifPresent(length -> add("usim.ef-ad", "MNC of " + length + " digits", network));
    groupIdentifier("gid1", owner.gid1(), upp.facts().gid1());
    groupIdentifier("gid2", owner.gid2(), upp.facts().gid2());
  }

  private void groupIdentifier(String name, Optional<Bytes> owners, Optional<Bytes> files) {
    owners
        .filter(gid ->
            !files.map(file -> withoutFiller(file).equals(withoutFiller(gid))).orElse(false))
        .ifPresent(gid -> add(
            "metadata.profileOwner." + name,
            gid.toString(),
            files.map(file -> withoutFiller(file) + " of EF." + name).orElse("no " + name)));
  }

  private static Bytes withoutFiller(Bytes octets) {
    int end = octets.size();
    while (end > 0 && octets.at(end - 1) == 0xFF) {
      end--;
    }
    return octets.slice(0, end);
  }

  private void testAlgorithm(ProfileClass profileClass) {
    if (upp.facts().testAlgorithm() && profileClass != ProfileClass.TEST) {
      add(
          ErrorReason.INVALID_NAA_KEY,
          "akaParameter",
          "usim-test-algorithm",
          "Milenage or TUAK, or profileClass test");
    }
  }
}

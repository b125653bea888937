package org.opensmdp.profile;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Secret;

/**
 * A profile package with dummies, prepared once and made into subscribers' profiles often. Preparing
 * brings every datum into a place of fixed size; rendering copies the octets and writes over these
 * places, nothing is parsed or encoded then. Any thread.
 *
 * <p>Replaced are the ICCID in header and mf, the IMSI in every usim (and as text in isim), EF.ACC,
 * key and OPc of every akaParameter that has them, PINs, PUKs and ADM1, and keys of security domains
 * that hold the template's dummy of Ki ({@link OtaKeys}). All else, EF.AD with the length of the MNC
 * among it, stays as the operator made it.
 */
public final class ProfileTemplate {
  private final Bytes octets;
  private final Map<Datum, List<Slot>> slots;
  private final List<HoleSlot> holes;

  ProfileTemplate(Bytes octets, Map<Datum, List<Slot>> slots, List<HoleSlot> holes) {
    this.octets = octets;
    this.slots = slots;
    this.holes = holes;
  }

  /** Prepares a template without named holes. */
  public static ProfileTemplate of(Bytes saip) {
    return of(saip, Holes.NONE);
  }

  /**
   * Prepares a template.
   *
   * @throws InvalidMessage if it is no profile package
   * @throws TemplateException if a datum or a hole has no place in it, or a dummy would remain in a
   *     profile
   */
  public static ProfileTemplate of(Bytes saip, Holes named) {
    var template = ProfilePackage.parse(saip);
    var placeholders = Placeholders.of(template);
    var octets = FixedFiles.normalised(HoleFiles.normalised(template.located(), named));
    var elements = Located.all(Node.parse("ProfileTemplate", octets));
    var slots = SlotFinder.find(elements, octets, placeholders);
    checkPlaces(slots);
    var holes = named.all().stream()
        .flatMap(hole -> HolePlaces.slots(elements, hole).stream())
        .toList();
    placeholders.refuseOutside(slots.values(), holes, octets, elements);
    return new ProfileTemplate(octets, slots, holes);
  }

  /** Returns the octets of every profile of this template: data differ, sizes do not. */
  public int size() {
    return octets.size();
  }

  /**
   * Returns the profile package of one subscriber. The same data give the same octets.
   *
   * @throws TemplateException if a datum has no place here or does not fit into it
   */
  public Bytes render(SubscriberData data) {
    var profile = octets.toArray();
    for (var datum : Datum.values()) {
      datum.of(data).ifPresent(value -> write(profile, datum, value));
    }
    writeOtaKeys(profile, data);
    writeHoles(profile, data);
    return Bytes.wrap(profile);
  }

  /**
   * Whether a profile of this template has the template's own key somewhere: a dummy that many know.
   *
   * @param profile as {@link #render} returned it
   */
  public boolean leavesItsKeyIn(Bytes profile) {
    return profile.size() == octets.size()
        && slots.getOrDefault(Datum.KI, List.of()).stream()
            .anyMatch(slot -> part(profile, slot).equals(part(octets, slot)));
  }

  private static Bytes part(Bytes of, Slot slot) {
    return of.slice(slot.at(), slot.at() + slot.size());
  }

  private void write(byte[] profile, Datum datum, byte[] value) {
    var places = slots.getOrDefault(datum, List.of());
    if (places.isEmpty() && datum != Datum.IMSI_TEXT) {
      throw noPlace(datum);
    }
    for (var slot : places) {
      checkSize(slot, value);
      System.arraycopy(value, 0, profile, slot.at(), value.length);
    }
    Arrays.fill(value, (byte) 0);
  }

  private static void checkSize(Slot slot, byte[] value) {
    if (slot.size() != value.length) {
      throw new TemplateException(
          "%s: the template holds %d octets, the subscriber's has %d; use a template made for it"
              .formatted(slot.datum().place(), slot.size(), value.length));
    }
  }

  private void writeOtaKeys(byte[] profile, SubscriberData data) {
    for (var slot : slots.getOrDefault(Datum.FIXED_OTA_KEY, List.of())) {
      data.otaKey(slot.keyVersion(), slot.keyIdentifier())
          .ifPresent(key -> writeKey(profile, slot, key.toArray()));
    }
    var places = slots.getOrDefault(Datum.OTA_KEY, List.of());
    if (places.isEmpty()) {
      return;
    }
    var keys = OtaKeys.of(data);
    for (var slot : places) {
      var key = data.otaKey(slot.keyVersion(), slot.keyIdentifier())
          .map(Secret::toArray)
          .orElseGet(() -> keys.key(slot.keyVersion(), slot.keyIdentifier(), slot.size()));
      writeKey(profile, slot, key);
    }
  }

  private static void writeKey(byte[] profile, Slot slot, byte[] key) {
    checkSize(slot, key);
    System.arraycopy(key, 0, profile, slot.at(), key.length);
    Arrays.fill(key, (byte) 0);
  }

  private void writeHoles(byte[] profile, SubscriberData data) {
    NamedFields.refuseHomeless(data, holes, slots);
    for (var slot : holes) {
      var octets = NamedFields.octets(slot.hole(), data);
      System.arraycopy(octets, 0, profile, slot.at(), octets.length);
      Arrays.fill(octets, (byte) 0);
    }
  }

  /** Returns a made-up subscriber whose data fit, to try the template with. */
  public SubscriberData sample(Iccid iccid, Imsi imsi) {
    return SampleSubscriber.of(iccid, imsi, slots, holes);
  }

  private static void checkPlaces(Map<Datum, List<Slot>> slots) {
    for (var datum : Datum.values()) {
      if (datum.needed() && slots.getOrDefault(datum, List.of()).isEmpty()) {
        throw noPlace(datum);
      }
    }
  }

  private static TemplateException noPlace(Datum datum) {
    return new TemplateException(
        "the template has no place for %s; add the element with a dummy value"
            .formatted(datum.place()));
  }

  /** Names the size only. */
  @Override
  public String toString() {
    return "ProfileTemplate[" + octets.size() + " octets]";
  }
}

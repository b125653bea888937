package org.opensmdp.simulator.pack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;

/**
 * An operator of a pack: what is known of it from public lists, and what its made-up profiles say.
 *
 * @param name for commands and types: small letters, digits and hyphens
 * @param title as people call it
 * @param country ISO 3166-1, two letters: whose operator it is
 * @param networks those its subscribers may be of; MCC-MNC
 * @param iin what its ICCIDs begin with, 6 to 9 digits; {@code 89} and the country first
 * @param iinSource where the digits are from: a list, or made up
 * @param confidence of the row: A, B or C; docs/simulation.md says what they mean
 * @param synthetic whether every number made of the row is made up; must be true
 * @param provider what phones show as the service provider; UTF-8, 32 octets at most
 * @param profileName what phones show as the plan; UTF-8, 64 octets at most
 * @param share its part of the orders; parts need not add up to anything
 * @param iccidDigits 19, 20 or both in turn; absent: 19
 * @param gid1 EF.GID1, of an operator that shares a network with another
 * @param mvnoOf whose network it uses
 * @param tells MVNO: what phones tell it by, {@code gid1} or {@code spn}
 * @param foreignIin whether the ICCIDs are of another country than the IMSIs, as travel plans are
 * @param note for people
 */
public record PackOperator(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String title,
    @JsonProperty(required = true) String country,
    @JsonProperty(required = true) List<Network> networks,
    @JsonProperty(required = true) String iin,
    @JsonProperty(required = true) String iinSource,
    @JsonProperty(required = true) String confidence,
    @JsonProperty(required = true) boolean synthetic,
    @JsonProperty(required = true) String provider,
    @JsonProperty(required = true) String profileName,
    @JsonProperty(required = true) double share,
    Optional<List<Integer>> iccidDigits,
    Optional<Bytes> gid1,
    Optional<String> mvnoOf,
    Optional<String> tells,
    boolean foreignIin,
    Optional<String> note) {
  private static final int USUAL_DIGITS = 19;
  private static final int LONG_DIGITS = 20;
  private static final int PROVIDER_OCTETS = 32;
  private static final int PROFILE_OCTETS = 64;

  public PackOperator {
    networks = List.copyOf(networks);
    iccidDigits = iccidDigits.map(List::copyOf);
    Checks.name("name", name);
    Checks.require(country.matches("[A-Z]{2}"), "country: '%s' (expected: two letters)", country);
    Checks.require(!networks.isEmpty(), "networks: name at least one, as [\"%s\"]", "502-16");
    Checks.require(
        iin.matches("89[0-9]{4,7}"), "iin: '%s' (expected: 89 and 4 to 7 digits, in quotes)", iin);
    Checks.require(
        confidence.matches("[ABC]"), "confidence: '%s' (expected: A, B or C)", confidence);
    Checks.require(synthetic, "synthetic: %s (expected: true; no real number may be made)", false);
    Checks.octets("provider", provider, PROVIDER_OCTETS);
    Checks.octets("profile-name", profileName, PROFILE_OCTETS);
    Checks.require(share > 0, "share: %s (expected: more than 0)", share);
    Checks.require(
        iccidDigits.orElse(List.of(USUAL_DIGITS)).stream()
            .allMatch(digits -> digits == USUAL_DIGITS || digits == LONG_DIGITS),
        "iccid-digits: %s (expected: 19, 20 or both)",
        iccidDigits.orElse(List.of()));
    Checks.require(
        tells.map(by -> by.equals("gid1") ? gid1.isPresent() : by.equals("spn")).orElse(true),
        "tells: '%s' (expected: gid1 with a gid1, or spn)",
        tells.orElse(""));
  }

  /**
   * Returns a made-up ICCID: 9 after the IIN, then the number; a Luhn digit ends it.
   *
   * @param number 0 or more
   */
  public Iccid iccid(long number) {
    var digits = iccidDigits.orElse(List.of(USUAL_DIGITS));
    int body = digits.get((int) (number % digits.size())) - 1;
    return Iccid.withCheckDigit(iin + "9" + Network.lastDigits(number, body - iin.length() - 1));
  }

  /** Returns the profile types it needs: one for each length of network code. */
  public List<PackType> types() {
    return networks.stream()
        .map(network -> network.mnc().length())
        .distinct()
        .map(length -> new PackType(this, length))
        .toList();
  }

  /** Returns the type that profiles of this network are of. */
  public PackType type(Network network) {
    return new PackType(this, network.mnc().length());
  }
}

package org.opensmdp.profile;

import java.util.List;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/**
 * An unprotected profile package (UPP; SGP.22 v2 §2.5.2, TCA eUICC Profile Package): profile elements,
 * one after the other, the header first. A package that exists can be read to the last octet; whether
 * it makes sense is asked of {@link Consistency}.
 */
public final class ProfilePackage {
  private final Bytes octets;
  private final List<Located> located;
  private final List<ProfileElement> elements;
  private final ProfileFacts facts;

  private ProfilePackage(Bytes octets, List<Located> located) {
    this.octets = octets;
    this.located = located;
    this.elements = located.stream().map(ProfileElement::of).toList();
    this.facts = FactsReader.read(located, octets.size());
  }

  /**
   * Reads a package in DER or BER with definite lengths. Elements of unknown type are carried along.
   *
   * @throws InvalidMessage naming element and path if the octets are no package
   */
  public static ProfilePackage parse(Bytes upp) {
    var nodes = Node.parse("ProfilePackage", upp);
    if (nodes.isEmpty() || nodes.get(0).tag() != ProfileElementType.HEADER.tag()) {
      throw new InvalidMessage("ProfilePackage: does not start with a header (expected: tag A0)");
    }
    return new ProfilePackage(upp, Located.all(nodes));
  }

  public List<ProfileElement> elements() {
    return elements;
  }

  /** Returns the package as it was received. */
  public Bytes octets() {
    return octets;
  }

  public ProfileFacts facts() {
    return facts;
  }

  List<Located> located() {
    return located;
  }

  /** Names the number of elements only: a package holds keys. */
  @Override
  public String toString() {
    return "ProfilePackage[" + elements.size() + " elements, " + octets.size() + " octets]";
  }
}

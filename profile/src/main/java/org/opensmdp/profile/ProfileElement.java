package org.opensmdp.profile;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/**
 * One element of a profile package (TCA eUICC Profile Package, ProfileElement).
 *
 * @param tag the tag as received; tells elements of type UNKNOWN apart
 * @param identification the number the eUICC uses to point at this element; absent in the header
 * @param octets the element with tag and length, as received
 */
public record ProfileElement(
    ProfileElementType type, int tag, Optional<Integer> identification, Bytes octets) {
  private static final int PE_HEADER = 0xA0;
  private static final int IDENTIFICATION = 0x81;
  private static final int MAX_IDENTIFICATION = 0x7FFF;

  static ProfileElement of(Located element) {
    return new ProfileElement(
        element.type(),
        element.node().tag(),
        identification(element),
        element.node().whole());
  }

  private static Optional<Integer> identification(Located element) {
    if (element.type() == ProfileElementType.HEADER) {
      return Optional.empty();
    }
    return element
        .node()
        .member(PE_HEADER)
        .flatMap(header -> header.member(IDENTIFICATION))
        .map(number -> checked(element.path() + ".identification", number));
  }

  private static int checked(String path, Node number) {
    int identification = number.integer(path);
    if (identification < 0 || identification > MAX_IDENTIFICATION) {
      throw new InvalidMessage(
          "%s: %d (expected: 0 to %d)".formatted(path, identification, MAX_IDENTIFICATION));
    }
    return identification;
  }

  /** Names type and size only: some elements hold keys. */
  @Override
  public String toString() {
    return "%s[%s, %d octets]"
        .formatted(type.asn1Name(), identification.map(String::valueOf).orElse("-"), octets.size());
  }
}

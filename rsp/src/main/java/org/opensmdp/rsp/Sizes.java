package org.opensmdp.rsp;

final class Sizes {
  private Sizes() {}

  static Bytes exactly(String path, int octets, Bytes value) {
    if (value.size() != octets) {
      throw new InvalidMessage(
          "%s: %d octets (expected: %d)".formatted(path, value.size(), octets));
    }
    return value;
  }

  static Bytes between(String path, int least, int most, Bytes value) {
    if (value.size() < least || value.size() > most) {
      throw new InvalidMessage(
          "%s: %d octets (expected: %d to %d)".formatted(path, value.size(), least, most));
    }
    return value;
  }
}

package org.opensmdp.profile;

/**
 * Where a datum stands in a normalised template.
 *
 * @param keyVersion of a key in a security domain, else 0
 * @param keyIdentifier of a key in a security domain, else 0
 */
record Slot(Datum datum, int at, int size, int keyVersion, int keyIdentifier) {

  static Slot of(Datum datum, Node value) {
    return new Slot(datum, value.valueAt(), value.value().size(), 0, 0);
  }

  boolean isKey(int version, int identifier) {
    return keyVersion == version && keyIdentifier == identifier;
  }
}

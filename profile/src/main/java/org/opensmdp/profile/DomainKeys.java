package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.List;

/** The keys of a security domain. */
final class DomainKeys {
  private static final int KEY_LIST = 0xA2;
  private static final int SEQUENCE = 0x30;
  private static final int IDENTIFIER = 0x82;
  private static final int VERSION = 0x83;
  private static final int TYPE = 0x80;
  private static final int DATA = 0x86;

  private DomainKeys() {}

  /**
   * A component of a key.
   *
   * @param type 80 DES, 88 AES; others are no secret keys
   */
  record Key(String path, int version, int identifier, int type, Node node, Node data) {
    /** A record would print the key. */
    @Override
    public String toString() {
      return path;
    }
  }

  /** Returns the components of all keys; of symmetric keys there is one each. */
  static List<Key> of(Located domain) {
    var keys = new ArrayList<Key>();
    for (var list : domain.node().members(KEY_LIST)) {
      for (var key : list.members(SEQUENCE)) {
        int identifier = number(domain, key, IDENTIFIER, "keyIdentifier");
        int version = number(domain, key, VERSION, "keyVersionNumber");
        var path = "%s.key(%02X,%02X)".formatted(domain.path(), version, identifier);
        key.members(SEQUENCE).stream()
            .flatMap(components -> components.members(SEQUENCE).stream())
            .forEach(component -> component
                .member(DATA)
                .ifPresent(data ->
                    keys.add(new Key(path, version, identifier, type(component), key, data))));
      }
    }
    return keys;
  }

  private static int type(Node component) {
    return component.member(TYPE).map(node -> FileOf.unsigned(node.value())).orElse(0);
  }

  private static int number(Located domain, Node key, int tag, String name) {
    return FileOf.unsigned(key.required(domain.path(), tag, name).value());
  }
}

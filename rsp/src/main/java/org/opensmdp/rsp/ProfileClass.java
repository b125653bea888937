package org.opensmdp.rsp;

/**
 * What a profile is for (SGP.22 v2 §5.5.3).
 *
 * <pre>
 * ProfileClass ::= INTEGER {test(0), provisioning(1), operational(2)}
 * </pre>
 */
public enum ProfileClass {
  TEST(0),
  PROVISIONING(1),
  OPERATIONAL(2);

  private final int code;

  ProfileClass(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  static ProfileClass from(String path, Tlv tlv) {
    int code = Der.intValue(path, tlv);
    for (ProfileClass profileClass : values()) {
      if (profileClass.code == code) {
        return profileClass;
      }
    }
    throw new InvalidMessage("%s: %d (expected: 0 to 2)".formatted(path, code));
  }
}

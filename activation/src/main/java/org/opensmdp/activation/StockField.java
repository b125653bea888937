package org.opensmdp.activation;

/**
 * What a secret column of an import holds.
 *
 * @param name of a named field, else empty
 * @param keyVersion of an OTA key, else 0
 * @param keyIdentifier of an OTA key, else 0
 */
public record StockField(Kind kind, String name, int keyVersion, int keyIdentifier) {
  public static final StockField KI = of(Kind.KI);
  public static final StockField OPC = of(Kind.OPC);
  public static final StockField OP = of(Kind.OP);
  public static final StockField PIN1 = of(Kind.PIN1);
  public static final StockField PIN2 = of(Kind.PIN2);
  public static final StockField PUK1 = of(Kind.PUK1);
  public static final StockField PUK2 = of(Kind.PUK2);
  public static final StockField ADM1 = of(Kind.ADM1);

  /** The kinds of secrets. */
  public enum Kind {
    KI,
    OPC,
    /** Known only to be refused with advice: OPc is what a card and a template hold. */
    OP,
    PIN1,
    PIN2,
    PUK1,
    PUK2,
    ADM1,
    OTA_KEY,
    NAMED
  }

  private static StockField of(Kind kind) {
    return new StockField(kind, "", 0, 0);
  }

  public static StockField otaKey(int keyVersion, int keyIdentifier) {
    return new StockField(Kind.OTA_KEY, "", keyVersion, keyIdentifier);
  }

  public static StockField named(String name) {
    return new StockField(Kind.NAMED, name, 0, 0);
  }

  /** Whether it must be wrapped where an operator's keys must be. */
  boolean isKey() {
    return kind == Kind.KI || kind == Kind.OPC || kind == Kind.OTA_KEY || kind == Kind.ADM1;
  }

  @Override
  public String toString() {
    return switch (kind) {
      case OTA_KEY -> "OTA key %d/%d".formatted(keyVersion, keyIdentifier);
      case NAMED -> name;
      case KI -> "Ki";
      case OPC -> "OPc";
      case OP, PIN1, PIN2, PUK1, PUK2, ADM1 -> kind.name();
    };
  }
}

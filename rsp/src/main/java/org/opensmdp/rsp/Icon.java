package org.opensmdp.rsp;

/**
 * The picture of a profile, 64 x 64 pixels (SGP.22 v2 §5.5.3).
 *
 * <pre>
 * IconType ::= INTEGER {jpg(0), png(1)}
 * icon [20] OCTET STRING (SIZE(0..1024))
 * </pre>
 */
public record Icon(int iconType, Bytes icon) {
  public static final int JPG = 0;
  public static final int PNG = 1;

  public Icon {
    if (iconType != JPG && iconType != PNG) {
      throw new InvalidMessage("iconType: %d (expected: 0 or 1)".formatted(iconType));
    }
    Sizes.between("icon", 0, 1024, icon);
  }
}

package org.opensmdp.profile;

import java.util.Set;
import java.util.stream.IntStream;
import org.opensmdp.rsp.Bytes;

/**
 * Keys that stand in specifications and tools, and so are none: those of test profiles (TS.48, 3GPP
 * TS 35.207 and 35.208), GlobalPlatform's default, counters, and one octet over and over.
 */
public final class KnownKeys {
  private static final int FEW_OCTETS = 2;

  private static final Set<Bytes> LISTED = Set.of(
      Bytes.fromHex("465B5CE8B199B49FAA5F0A2EE238A6BC"),
      Bytes.fromHex("0396EB317B6D1C36F19C1C84CD6FFD16"),
      Bytes.fromHex("FEC86BA6EB707ED08905757B1BB44B8F"),
      Bytes.fromHex("9E5944AEA94B81165C82FBF9F32DB751"),
      Bytes.fromHex("4AB1DEB05CA6CEB051FC98E77D026A84"),
      Bytes.fromHex("6C38A116AC280C454F59332EE35C8C4F"),
      Bytes.fromHex("11223344556677881122334455667788"),
      Bytes.fromHex("0123456789ABCDEF0123456789ABCDEF"),
      Bytes.fromHex("00112233445566778899AABBCCDDEEFF"));

  private KnownKeys() {}

  /** Whether anyone could know the key. */
  public static boolean contains(Bytes key) {
    return LISTED.contains(key) || isCounter(key) || isMonotonous(key);
  }

  /** 000102..., 404142... */
  private static boolean isCounter(Bytes key) {
    return key.size() > FEW_OCTETS
        && IntStream.range(1, key.size()).allMatch(i -> key.at(i) == ((key.at(i - 1) + 1) & 0xFF));
  }

  private static boolean isMonotonous(Bytes key) {
    return IntStream.range(0, key.size()).map(key::at).distinct().count() <= FEW_OCTETS;
  }
}

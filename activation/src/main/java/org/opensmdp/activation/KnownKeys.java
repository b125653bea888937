package org.opensmdp.activation;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/** Keys that everybody knows, and that end up in real files when a generator was not set up. */
final class KnownKeys {
  /** Of 3GPP TS 35.208 §4.3, TS 33.105's users, and the defaults of open core networks. */
  private static final List<String> PUBLISHED = List.of(
      "465B5CE8B199B49FAA5F0A2EE238A6BC",
      "CDC202D5123E20F62B6D676AC72CB318",
      "CD63CB71954A9F4E48A5994E37A02BAF",
      "8BAF473F2F8FD09487CCCBD7097C6862",
      "8E27B6AF0E692E750F32667A3B14605D",
      "E8ED289DEBA952E4283B54E88E6183CA",
      "FEC86BA6EB707ED08905757B1BB44B8F",
      "C42449363BBAD02B66D16BC975D77CC1",
      "0123456789ABCDEF0123456789ABCDEF",
      "0123456789ABCDEFFEDCBA9876543210");

  private final Set<Bytes> known = new HashSet<>();

  KnownKeys(Set<Bytes> dummies) {
    known.addAll(dummies);
    PUBLISHED.forEach(hex -> known.add(Bytes.fromHex(hex)));
  }

  /** Whether the key is one of them, all of one octet, or counts up or down in equal steps. */
  boolean contains(Secret key) {
    var octets = key.toArray();
    try {
      return isSequence(octets) || known.contains(Bytes.wrap(octets));
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  private static boolean isSequence(byte[] octets) {
    int step = octets[1] - octets[0];
    boolean same = true;
    for (int i = 2; i < octets.length; i++) {
      same &= (byte) (octets[i] - octets[i - 1]) == (byte) step;
    }
    return same;
  }
}

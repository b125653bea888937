package org.opensmdp.activation;

import java.security.SecureRandom;
import org.opensmdp.rsp.MatchingId;

/**
 * Makes matchingIds that nobody guesses and people can read aloud: seven groups of four out of 32
 * signs without look-alikes (no I, L, O, U), 140 bits.
 */
final class MatchingIds {
  private static final String SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int GROUPS = 7;
  private static final int GROUP = 4;

  private final SecureRandom random;

  MatchingIds(SecureRandom random) {
    this.random = random;
  }

  MatchingId next() {
    var text = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP; i++) {
      if (i > 0 && i % GROUP == 0) {
        text.append('-');
      }
      text.append(SIGNS.charAt(random.nextInt(SIGNS.length())));
    }
    return MatchingId.strict(text.toString());
  }
}

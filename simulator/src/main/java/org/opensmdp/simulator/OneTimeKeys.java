package org.opensmdp.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.SmdpOid;

/**
 * The one-time keys no package has used yet. They outlive the session, so that a server can give the
 * package again that it has bound to one of them (SGP.22 v2 §5.7.5). A card has room for few: the
 * oldest goes.
 */
final class OneTimeKeys {
  private static final int MOST = 8;

  private final Deque<Unused> unused = new ArrayDeque<>();

  /** A key, and the SM-DP+ it was made for. */
  record Unused(SmdpOid smdpOid, EphemeralKey key) {}

  List<Unused> all() {
    return List.copyOf(unused);
  }

  void keep(SmdpOid smdpOid, EphemeralKey key) {
    drop(key);
    unused.addLast(new Unused(smdpOid, key));
    if (unused.size() > MOST) {
      unused.removeFirst().key.close();
    }
  }

  Optional<EphemeralKey> find(SmdpOid smdpOid, Bytes point) {
    return unused.stream()
        .filter(
            one -> one.smdpOid.equals(smdpOid) && one.key.publicKey().point().equals(point))
        .map(Unused::key)
        .findFirst();
  }

  void drop(EphemeralKey key) {
    unused.removeIf(one -> one.key == key);
  }
}

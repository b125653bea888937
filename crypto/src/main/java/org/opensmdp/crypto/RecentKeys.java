package org.opensmdp.crypto;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/**
 * Decoded public keys, the least recently used dropped first. A device's key is verified with three
 * times per download and a CI's in each, and checking that a point is on the curve costs a fifth of
 * a verification. The lock is held for a look-up only.
 */
final class RecentKeys<K> {
  private static final int MOST = 1024;

  private final Map<Bytes, K> keys = new LinkedHashMap<>(16, 0.75f, true) {
    @Override
    protected boolean removeEldestEntry(Map.Entry<Bytes, K> eldest) {
      return size() > MOST;
    }
  };

  synchronized Optional<K> find(Bytes point) {
    return Optional.ofNullable(keys.get(point));
  }

  /** Keeps a key under a copy of its point: the point may be a slice of a large message. */
  synchronized void keep(Bytes point, K key) {
    keys.put(Bytes.wrap(point.toArray()), key);
  }
}

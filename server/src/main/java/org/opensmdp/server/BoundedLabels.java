package org.opensmdp.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The values that one label may have: those that came first, up to a number, and {@code other}. Who
 * fills it at the start with the most frequent ones has these. Any thread.
 */
final class BoundedLabels<T> {
  private final Set<T> known = ConcurrentHashMap.newKeySet();
  private final int most;
  private final T other;

  BoundedLabels(int most, T other) {
    this.most = most;
    this.other = other;
  }

  /** Returns the value, or what stands for all others. */
  T of(T value) {
    if (known.contains(value)) {
      return value;
    }
    synchronized (this) {
      return known.size() < most && known.add(value) ? value : other;
    }
  }
}

package org.opensmdp.simulator;

import java.util.Arrays;
import java.util.List;
import org.opensmdp.rsp.Bytes;

/**
 * The sequence numbers a USIM has accepted, one for each index (3GPP TS 33.102 annex C.2). SQN is SEQ,
 * 43 bits, and IND, 5 bits.
 */
final class SequenceNumbers {
  private static final int INDEX_BITS = 5;
  private static final int SQN_OCTETS = 6;

  private final long[] accepted;
  private final long delta;
  private final long ageLimit;
  private int highest;

  /**
   * Starts with the numbers of the profile.
   *
   * @param delta how far SEQ may lie ahead of the highest one
   * @param ageLimit how far it may lie behind it
   */
  SequenceNumbers(List<Bytes> initial, Bytes delta, Bytes ageLimit) {
    this.accepted = initial.stream().mapToLong(Octets::number).toArray();
    this.delta = Octets.number(delta);
    this.ageLimit = Octets.number(ageLimit);
    for (int i = 0; i < accepted.length; i++) {
      highest = accepted[i] > accepted[highest] ? i : highest;
    }
  }

  /** Takes the number if it is fresh: newer than the last of its index, not too far off the highest. */
  boolean accept(Bytes sqn) {
    long number = Octets.number(sqn);
    long seq = number >>> INDEX_BITS;
    int index = (int) (number & ((1 << INDEX_BITS) - 1));
    boolean fresh = seq > accepted[index]
        && seq - accepted[highest] <= delta
        && accepted[highest] - seq < ageLimit;
    if (fresh) {
      accepted[index] = seq;
      highest = seq > accepted[highest] ? index : highest;
    }
    return fresh;
  }

  /** Returns SQN.MS, the highest number accepted, for the network to go on from. */
  Bytes highest() {
    return Octets.of((accepted[highest] << INDEX_BITS) | highest, SQN_OCTETS);
  }

  @Override
  public String toString() {
    return "SequenceNumbers" + Arrays.toString(accepted);
  }
}

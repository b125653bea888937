package org.opensmdp.simulator;

import org.opensmdp.rsp.Bytes;

/**
 * The functions of an authentication algorithm of a USIM (3GPP TS 33.102 §6.3), under one key.
 *
 * <p>RAND has 16 octets, SQN 6, AMF 2.
 */
interface AkaFunctions {
  /** MAC-A, 8 octets: what the network proves itself with. */
  Bytes f1(Bytes rand, Bytes sqn, Bytes amf);

  /** MAC-S, 8 octets: what the card proves a resynchronisation with. */
  Bytes f1Star(Bytes rand, Bytes sqn, Bytes amf);

  /** RES. */
  Bytes f2(Bytes rand);

  /** CK, 16 octets. */
  Bytes f3(Bytes rand);

  /** IK, 16 octets. */
  Bytes f4(Bytes rand);

  /** AK, 6 octets, which hides SQN. */
  Bytes f5(Bytes rand);

  /** AK of a resynchronisation, 6 octets. */
  Bytes f5Star(Bytes rand);
}

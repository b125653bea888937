package org.opensmdp.activation.gate;

/**
 * What the gate makes of all samples so far. Each says why, for people: numbers, never identities.
 */
public sealed interface Decision {
  /** Returns the reason in one or two sentences. */
  String why();

  /** Too little is known: the stage goes on. */
  record Wait(String why) implements Decision {}

  /** The stage has proved itself: it may be left when its time is over. */
  record Accept(String why) implements Decision {}

  /** The version fails on these cards alone: they get the stable one from now on, the others go on. */
  record Quarantine(Stratum stratum, String why) implements Decision {}

  /** The version hurts: everybody gets the stable one from now on. */
  record RollBack(String why) implements Decision {}

  /** The evidence is muddy: nobody new gets the version until a person has looked. */
  record Freeze(String why) implements Decision {}
}

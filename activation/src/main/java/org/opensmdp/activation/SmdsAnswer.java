package org.opensmdp.activation;

/** What came of a call to an SM-DS: values, not exceptions, for all of them are expected. */
public sealed interface SmdsAnswer {

  /** Executed-Success. */
  record Done() implements SmdsAnswer {}

  /** 8.9.5/3.3: the SM-DS holds an event with this eventId for this EID. */
  record AlreadyThere() implements SmdsAnswer {}

  /** 8.9.5/3.9: the SM-DS holds no such event of ours. */
  record NotThere() implements SmdsAnswer {}

  /**
   * The SM-DS has answered, and not that it is done.
   *
   * @param why in ASCII, at most 128 characters, nothing secret
   * @param uncertain whether it may have done it all the same: the answer made no sense
   */
  record Failed(String why, boolean uncertain) implements SmdsAnswer {}

  /**
   * No answer came.
   *
   * @param why in ASCII, at most 128 characters, nothing secret
   * @param uncertain whether the request may have arrived
   */
  record Unreachable(String why, boolean uncertain) implements SmdsAnswer {}
}

package org.opensmdp.simulator;

/** What a function of the JSON binding answers, its header read (SGP.22 v2 §6.5.1.4). */
sealed interface FunctionAnswer {

  /** Executed-Success: the members beside the header. */
  record Success(AnswerMembers members) implements FunctionAnswer {}

  /** Failed: the status code, and the text, empty if there is none. */
  record Failed(String subject, String reason, String message) implements FunctionAnswer {}
}

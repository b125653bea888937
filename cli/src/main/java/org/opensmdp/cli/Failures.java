package org.opensmdp.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in a line what went wrong; the stack only to who asks for it (OPENSMDP_STACK=1). */
final class Failures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    command.getErr().println("opensmdp: " + text(e));
    if (System.getenv("OPENSMDP_STACK") != null) {
      e.printStackTrace(command.getErr());
    }
    return 1;
  }

  private static String text(Throwable e) {
    var message = e.getMessage();
    return message == null || message.isBlank() ? e.toString() : message;
  }
}

package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What came of a command that was run in this process: exit code, standard output, standard error. */
record Ran(int exitCode, String out, String err) {

  static synchronized Ran of(Object... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var usualOut = System.out;
    var usualErr = System.err;
    try {
      System.setOut(new PrintStream(out, true, UTF_8));
      System.setErr(new PrintStream(err, true, UTF_8));
      var words = Stream.of(arguments).map(Ran::word).toArray(String[]::new);
      int exitCode = Main.run(words);
      return new Ran(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setOut(usualOut);
      System.setErr(usualErr);
    }
  }

  private static String word(Object argument) {
    return argument instanceof Path path ? path.toString() : String.valueOf(argument);
  }

  /** Returns the object on the last line, as --json promises it. */
  JsonNode json() {
    try {
      return new ObjectMapper().readTree(out.strip().substring(out.strip().lastIndexOf('\n') + 1));
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + out, e);
    }
  }
}

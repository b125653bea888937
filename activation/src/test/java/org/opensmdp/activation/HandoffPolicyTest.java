package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HandoffPolicyTest {
  private static final Path DOCUMENT = Path.of("../docs/handoff-policies.md");

  @Test
  void standsInTheDocumentAsItIs() throws IOException {
    var rows = Arrays.stream(HandoffPolicy.values())
        .map(HandoffPolicyTest::row)
        .collect(Collectors.joining("\n"));

    assertThat(Files.readString(DOCUMENT)).contains(rows);
  }

  private static String row(HandoffPolicy policy) {
    return "| %s | %s | %s | %s | %s | %s | `%s` |"
        .formatted(
            policy.label(),
            policy.waitsFor(),
            policy.limit(),
            policy.repeats(),
            policy.then(),
            policy.event().isEmpty() ? "-" : "`" + policy.event() + "`",
            policy.metric());
  }
}

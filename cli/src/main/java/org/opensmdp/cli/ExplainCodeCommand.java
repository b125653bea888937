package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.opensmdp.console.DiagnosisJson;
import org.opensmdp.rsp.ActivationCodeDoctor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code explain code}: what is wrong with an activation code that somebody pasted, and what was meant. */
@Command(
    name = "code",
    description = {
      "Say what is wrong with a pasted activation code and mend it.",
      "Exit code 1 if it cannot be used. Put the text between single quotes."
    })
final class ExplainCodeCommand implements Callable<Integer> {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Mixin
  private AdminOptions admin = new AdminOptions();

  @Parameters(paramLabel = "TEXT", arity = "1..*", description = "As it was pasted.")
  private List<String> words = List.of();

  @Option(names = "--host", description = "An address of our codes; may be repeated.")
  private Set<String> hosts = Set.of();

  @Option(names = "--order", description = "Ask the server what became of the order behind it.")
  private boolean order;

  @Override
  public Integer call() {
    var text = String.join(" ", words);
    var answer = order
        ? admin.client().post("/admin/v1/activation-codes/doctor", Map.of("text", text))
        : MAPPER.<JsonNode>valueToTree(
            DiagnosisJson.of(new ActivationCodeDoctor(hosts).examine(text)));
    if (admin.json()) {
      System.out.println(answer);
    } else {
      print(answer);
    }
    return isUsable(answer) ? 0 : 1;
  }

  private static void print(JsonNode answer) {
    var findings = answer.path("findings");
    findings.forEach(finding -> System.out.println(
        "%-9s %s".formatted(finding.path("kind").asText(), finding.path("text").asText())));
    var mended = answer.path("mended").asText();
    if (findings.isEmpty()) {
      System.out.println("nothing is wrong with it");
    }
    if (!mended.isEmpty()) {
      System.out.println("the code: " + mended);
      System.out.println("in a shell: '" + mended + "'");
    }
    if (!answer.path("iccid").asText().isEmpty()) {
      System.out.println("its order: order timeline " + answer.path("iccid").asText());
    }
  }

  private static boolean isUsable(JsonNode answer) {
    boolean wrong = false;
    for (var finding : answer.path("findings")) {
      wrong |= finding.path("kind").asText().equals("wrong");
    }
    return !wrong && !answer.path("mended").asText().isEmpty();
  }
}

package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.simulator.conformance.CaseEnded;
import org.opensmdp.simulator.conformance.Order;
import org.opensmdp.simulator.conformance.Provisioning;
import org.opensmdp.simulator.conformance.Verdict;
import org.opensmdp.simulator.conformance.Wish;

/**
 * A command of the maker of a server that has no ES2+, called for each order: {@code COMMAND KIND
 * [--eid EID] [--default] [--confirmation-code CODE] [--unreleased]}. It prints one JSON object with
 * {@code iccid} and {@code activationCode}, or ends with 3 if it has no such profile.
 */
record ProvisioningCommand(List<String> command) implements Provisioning {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int NONE_OF_THIS_KIND = 3;
  private static final int PATIENCE_SECONDS = 60;

  @Override
  public Order order(Wish wish, Optional<Eid> card) {
    try {
      var process = new ProcessBuilder(arguments(wish, card))
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
      process.getOutputStream().close();
      var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      return order(wish, ended(process), printed);
    } catch (IOException e) {
      throw new CaseEnded(Verdict.INCONCLUSIVE, "the provisioning command: " + e.getMessage());
    }
  }

  private List<String> arguments(Wish wish, Optional<Eid> card) {
    var arguments = new ArrayList<>(command);
    arguments.add(wish.kind().name());
    card.ifPresent(eid -> arguments.addAll(List.of("--eid", eid.digits())));
    wish.confirmationCode()
        .ifPresent(code -> arguments.addAll(List.of("--confirmation-code", code)));
    if (wish.byDefault()) {
      arguments.add("--default");
    }
    if (!wish.released()) {
      arguments.add("--unreleased");
    }
    return arguments;
  }

  private static int ended(Process process) {
    try {
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      process.destroyForcibly();
      throw new CaseEnded(Verdict.INCONCLUSIVE, "the provisioning command does not end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CaseEnded(Verdict.INCONCLUSIVE, "interrupted");
    }
  }

  private static Order order(Wish wish, int exit, String printed) throws IOException {
    if (exit == NONE_OF_THIS_KIND) {
      throw new CaseEnded(Verdict.NOT_APPLICABLE, "no such order can be made: " + wish);
    }
    var answer = exit == 0 ? JSON.readTree(printed) : JSON.nullNode();
    if (!answer.path("iccid").isTextual()) {
      throw new CaseEnded(
          Verdict.INCONCLUSIVE, "the provisioning command ends with %d".formatted(exit));
    }
    return new Order(
        wish,
        Iccid.parse(answer.path("iccid").asText()),
        matchingId(answer.path("activationCode")),
        wish.confirmationCode());
  }

  private static Optional<MatchingId> matchingId(JsonNode code) {
    return Optional.of(code)
        .filter(JsonNode::isTextual)
        .map(it -> ActivationCode.parse(it.asText()).matchingId())
        .filter(id -> !id.equals(MatchingId.NONE));
  }
}

package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.opensmdp.rsp.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rollout preflight}: stage 0, before any device: simulated populations against the version. */
@Command(
    name = "preflight",
    description = {
      "Run region packs against the version of a rollout, on a server of our own; post the report. The",
      "server decides by it: on to the first stage, or rejected. Exit code 1 if it is rejected."
    })
final class RolloutPreflightCommand implements Callable<Integer> {
  private static final int FORBIDDEN = 403;

  @Mixin
  private AdminOptions admin = new AdminOptions();

  @Parameters(paramLabel = "N", description = "As rollout list shows it.")
  private long number;

  @Option(
      names = "--packs",
      split = ",",
      description = "Region packs or files (default: ${DEFAULT-VALUE}).")
  private List<String> packs = List.of("eu-urban", "sea-jakarta");

  @Option(names = "--devices", description = "Devices of each pack (default: ${DEFAULT-VALUE}).")
  private int devices = 60;

  @Option(
      names = "--time-factor",
      description = "Simulated seconds in a real one (default: ${DEFAULT-VALUE}).")
  private double timeFactor = 1000;

  @Option(names = "--seed", description = "The same number draws the same devices (default: 1).")
  private long seed = 1;

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description = {
        "The version's template, DER or text (default: fetched, which administrators may and",
        "which goes into the audit)."
      })
  private Optional<Path> template = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    var rollout = admin.client().get(RolloutCommand.PATH + "/" + number);
    var content = content(rollout);
    var run = new PreflightRun(devices, timeFactor, seed, admin.json() ? System.err : System.out);
    var body = new LinkedHashMap<String, Object>();
    body.put("contentHash", content.hash().toString());
    body.put("packs", run.of(packs, content.packs()));
    var decided =
        admin.client().post("%s/%d/preflight".formatted(RolloutCommand.PATH, number), body);
    boolean passed = !decided.path("state").asText().equals("rejected");
    if (admin.json()) {
      body.put("state", decided.path("state").asText());
      body.put("said", decided.path("said").asText());
      System.out.println(Json.line(body));
    } else {
      System.out.printf(
          "rollout %d is %s: %s%n",
          number, decided.path("state").asText(), decided.path("said").asText());
    }
    return passed ? 0 : 1;
  }

  /** A version as the packs get it, and the hash of its template. */
  private record Content(Bytes hash, PackContent packs) {}

  private Content content(JsonNode rollout) {
    var type = "/admin/v1/types/" + AdminClient.encoded(rollout.path("type").asText());
    var version = type + "/versions/" + rollout.path("to").asInt();
    var shown = admin.client().get(version);
    var octets = template.map(TemplateFile::der).orElseGet(() -> fetched(version));
    var hash = sha256(octets);
    var expected = Bytes.fromHex(shown.path("contentHash").asText());
    if (!hash.equals(expected)) {
      throw new IllegalStateException(
          "the template is %s and version %d is %s; give the file that was imported"
              .formatted(hash, rollout.path("to").asInt(), expected));
    }
    var own = admin.client().get(type);
    return new Content(hash, PackContent.of(octets, shown.path("holes"), own));
  }

  private static Bytes sha256(Bytes octets) {
    try {
      return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(octets.toArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private Bytes fetched(String version) {
    try {
      return Bytes.wrap(admin.client().octets(version + "/template"));
    } catch (AdminClient.Refused e) {
      if (e.status() == FORBIDDEN) {
        throw new IllegalStateException(
            "templates are given to administrators only; give the file with --template", e);
      }
      throw e;
    }
  }
}

package org.opensmdp.simulator.conformance;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Suites and servers that are made up. */
public final class Suites {
  private Suites() {}

  /** A server that cannot be reached, with these features. */
  public static Target target(Feature... features) {
    return new Target(
        "smdp.example.com",
        request -> {
          throw new IOException("nobody there");
        },
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(ProfileKind.PLAIN, "plain"),
        Set.of(features),
        Optional.empty(),
        Optional.empty());
  }

  /** All four wires. */
  public static Target target() {
    return target(Feature.NIST, Feature.BRAINPOOL, Feature.JSON, Feature.ASN1);
  }

  public static Case once(String id, Consumer<Trial> body) {
    return Case.of(id, "Purpose <of> \"" + id + "\" & more")
        .requirement("SGP.22 v2 §0")
        .tags("made-up", id.startsWith("ES9+") ? "es9plus" : "es2plus")
        .given("nothing")
        .expects("nothing")
        .once()
        .run(body);
  }

  /** One case of each verdict. */
  public static List<Case> ofEachVerdict() {
    return List.of(
        once("ES9+.Passes_01", trial -> trial.step("Do nothing")),
        once("ES9+.Fails_01", trial -> trial.check("what", "<b>this</b>", "<i>that</i>")),
        once("ES2+.Open_01", trial -> {
          throw new CaseEnded(Verdict.INCONCLUSIVE, "no luck");
        }),
        Case.of("ES2+.Elsewhere_01", "Needs more").needs(Feature.SMDS).once().run(trial -> {}));
  }
}

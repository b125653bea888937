package org.opensmdp.simulator.conformance;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.opensmdp.crypto.Curve;

/**
 * Which cases are run, and on which wires. What is empty restricts nothing.
 *
 * @param ids ids with {@code *} for any text, upper and lower case alike; one must match
 * @param tags one must be the case's
 */
public record Selection(
    List<String> ids, List<String> tags, Optional<Binding> binding, Optional<Curve> curve) {
  public static final Selection ALL =
      new Selection(List.of(), List.of(), Optional.empty(), Optional.empty());

  public Selection {
    ids = List.copyOf(ids);
    tags = List.copyOf(tags);
  }

  public static Selection ofIds(List<String> ids) {
    return new Selection(ids, List.of(), Optional.empty(), Optional.empty());
  }

  /** Returns the chosen ones of these cases. */
  public List<Case> of(List<Case> cases) {
    return cases.stream().filter(this::has).toList();
  }

  /** Returns the runs of the chosen ones of these cases on this server. */
  public List<PlannedRun> of(List<Case> cases, Target target) {
    return PlannedRun.of(of(cases), target).stream()
        .filter(it -> !it.subject().onWires() || has(it.wire()))
        .toList();
  }

  private boolean has(Case one) {
    boolean byId = ids.isEmpty() || ids.stream().anyMatch(glob -> matches(glob, one.id()));
    return byId && (tags.isEmpty() || tags.stream().anyMatch(one.tags()::contains));
  }

  private boolean has(Wire wire) {
    return binding.map(wire.binding()::equals).orElse(true)
        && curve.map(wire.curve()::equals).orElse(true);
  }

  private static boolean matches(String glob, String id) {
    var pattern = Pattern.compile("\\*")
        .splitAsStream(glob + " ")
        .map(Pattern::quote)
        .collect(Collectors.joining(".*"));
    return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).matcher(id + " ").matches();
  }
}

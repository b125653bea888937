package org.opensmdp.simulator.conformance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One requirement on an SM-DP+, and how it is tried.
 *
 * @param id in the manner of SGP.23, as {@code ES9+.AuthenticateClient_07}; unique
 * @param purpose what the server must do, one sentence
 * @param requirement where it is required, as {@code SGP.22 v2 §5.6.3, check 13}
 * @param tags to choose cases by: the interface, the function, what it is about
 * @param features optional features it needs
 * @param kinds profiles it orders
 * @param preconditions what holds before the first step
 * @param expected what the server must answer or do
 * @param onWires whether it is run on every wire; otherwise once
 * @param faults what a broken server could do that this case must find; one at least
 * @param body the steps
 */
public record Case(
    String id,
    String purpose,
    String requirement,
    Set<String> tags,
    Set<Feature> features,
    Set<ProfileKind> kinds,
    List<String> preconditions,
    String expected,
    boolean onWires,
    List<Fault> faults,
    Consumer<Trial> body) {
  public Case {
    tags = new TreeSet<>(tags);
    preconditions = List.copyOf(preconditions);
    faults = List.copyOf(faults);
  }

  /** Starts a case that is run on every wire. */
  public static Builder of(String id, String purpose) {
    return new Builder(id, purpose);
  }

  /** Returns on which wires it is run. */
  public List<Wire> wires() {
    return onWires ? Wire.all() : List.of(Wire.PLAIN);
  }

  /** Returns the interface, as {@code ES9+}: what stands before the point in the id. */
  public String interfaceName() {
    int point = id.indexOf('.');
    return point < 0 ? "other" : id.substring(0, point);
  }

  /** Returns the function, as {@code AuthenticateClient}: what stands between point and number. */
  public String functionName() {
    var rest = id.substring(id.indexOf('.') + 1);
    int number = rest.indexOf('_');
    return number < 0 ? rest : rest.substring(0, number);
  }

  @Override
  public String toString() {
    return id;
  }

  /** Builds a case; {@link #run} is the last. */
  public static final class Builder {
    private final String id;
    private final String purpose;
    private String requirement = "";
    private final Set<String> tags = new TreeSet<>();
    private final Set<Feature> features = EnumSet.noneOf(Feature.class);
    private final Set<ProfileKind> kinds = EnumSet.noneOf(ProfileKind.class);
    private final List<String> preconditions = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private String expected = "";
    private boolean onWires = true;

    private Builder(String id, String purpose) {
      this.id = id;
      this.purpose = purpose;
    }

    public Builder requirement(String value) {
      requirement = value;
      return this;
    }

    public Builder tags(String... values) {
      tags.addAll(List.of(values));
      return this;
    }

    public Builder needs(Feature... values) {
      features.addAll(List.of(values));
      return this;
    }

    public Builder orders(ProfileKind... values) {
      kinds.addAll(List.of(values));
      return this;
    }

    public Builder given(String precondition) {
      preconditions.add(precondition);
      return this;
    }

    public Builder expects(String value) {
      expected = value;
      return this;
    }

    /** Has the case run once, on JSON and P-256. */
    public Builder once() {
      onWires = false;
      return this;
    }

    public Builder finds(Fault... values) {
      faults.addAll(List.of(values));
      return this;
    }

    /** Ends the building. */
    public Case run(Consumer<Trial> body) {
      return new Case(
          id,
          purpose,
          requirement,
          tags,
          features,
          kinds,
          preconditions,
          expected,
          onWires,
          faults,
          body);
    }
  }
}

package org.opensmdp.simulator.pack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * A region as data: who sells profiles there, who comes for them, over which links and when.
 *
 * @param name as commands know it
 * @param title for people
 * @param timeZone whose time reports show
 * @param busyHours when most come, as {@code 18:00-21:00} local time; a run begins with the first
 * @param sources where the data are from
 * @param operators whose profiles are sold
 * @param devices which kinds come
 * @param links over which links
 * @param arrivals when
 * @param server how much farther the server is than the links say
 * @param habits what users do
 * @param rules what the authorities ask at activation; told, not enforced
 * @param cases which cases of a region it holds, by number
 */
public record RegionPack(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String title,
    @JsonProperty(required = true) ZoneId timeZone,
    @JsonProperty(required = true) List<String> busyHours,
    @JsonProperty(required = true) List<String> sources,
    @JsonProperty(required = true) List<PackOperator> operators,
    @JsonProperty(required = true) List<Kind> devices,
    @JsonProperty(required = true) List<PackLink> links,
    @JsonProperty(required = true) Arrivals arrivals,
    Optional<FarServer> server,
    Optional<Habits> habits,
    Optional<List<Rule>> rules,
    @JsonProperty(required = true) List<Integer> cases) {
  public RegionPack {
    busyHours = List.copyOf(busyHours);
    sources = List.copyOf(sources);
    operators = List.copyOf(operators);
    devices = List.copyOf(devices);
    links = List.copyOf(links);
    rules = rules.map(List::copyOf);
    cases = List.copyOf(cases);
    Checks.name("name", name);
    Checks.require(
        busyHours.stream()
                .allMatch(hours -> hours.matches("[0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]"))
            && !busyHours.isEmpty(),
        "busy-hours: %s (expected: as [\"18:00-21:00\"])",
        busyHours);
    Checks.require(!sources.isEmpty(), "sources: %s (expected: where the data are from)", sources);
    Checks.require(!operators.isEmpty(), "operators: %s (expected: at least one)", operators);
    Checks.require(!devices.isEmpty(), "devices: %s (expected: at least one kind)", devices);
    Checks.require(!links.isEmpty(), "links: %s (expected: at least one)", links);
    var names = new HashSet<String>();
    for (var operator : operators) {
      Checks.require(names.add(operator.name()), "operators: '%s' is there twice", operator.name());
    }
    Checks.require(
        operators.stream()
            .flatMap(operator -> operator.mvnoOf().stream())
            .allMatch(names::contains),
        "mvno-of: an operator of the pack expected (known: %s)",
        names);
  }

  /**
   * A kind of device.
   *
   * @param kind the name of its description
   * @param share its part of the devices
   */
  public record Kind(
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) double share) {
    public Kind {
      Checks.name("kind", kind);
      Checks.require(share > 0, "share: %s (expected: more than 0)", share);
    }
  }

  /** A server that is far away: what a round trip takes more. */
  public record FarServer(
      @JsonProperty(required = true) String where,
      @JsonProperty(required = true) Duration roundTrip) {}

  /**
   * What users do, as shares of the devices.
   *
   * @param confirmationCode have an order that wants a code
   * @param delete remove the profile soon after
   * @param tries how often a user tries in all when the network fails; 1 to 10, absent: once
   */
  public record Habits(double confirmationCode, double delete, Optional<Integer> tries) {
    /** Nobody has a code, nobody deletes, nobody tries again. */
    public static final Habits NONE = new Habits(0, 0, Optional.empty());

    private static final int MOST_TRIES = 10;

    public Habits {
      int times = tries.orElse(1);
      Checks.require(times >= 1 && times <= MOST_TRIES, "tries: %s (expected: 1 to 10)", times);
      Checks.share("confirmation-code", confirmationCode);
      Checks.share("delete", delete);
    }
  }

  /**
   * What an authority asks when a plan is activated: for people who read reports. No advice on law.
   *
   * @param flag a word for it
   * @param country where
   * @param what in a sentence
   */
  public record Rule(
      @JsonProperty(required = true) String flag,
      @JsonProperty(required = true) String country,
      @JsonProperty(required = true) String what,
      @JsonProperty(required = true) String source) {}

  /** Returns what a round trip takes more because of where the server is. */
  public Duration farther() {
    return server.map(FarServer::roundTrip).orElse(Duration.ZERO);
  }

  public Habits userHabits() {
    return habits.orElse(Habits.NONE);
  }
}

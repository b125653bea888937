package org.opensmdp.simulator.pack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A service level and how the run stood to it. Only those a device can see are here.
 *
 * @param id as operators number them: S1 and on
 * @param found share of good ones, 0 to 1; of early removals the share that went
 * @param target least share; absent (0) of what is only watched
 * @param of how many were counted
 */
public record Objective(String id, String what, double found, double target, long of) {
  private static final Duration INITIATE = Duration.ofMillis(150);
  private static final Duration AUTHENTICATE = Duration.ofMillis(300);
  private static final Duration PACKAGE = Duration.ofMillis(500);
  private static final Duration INSTALL = Duration.ofSeconds(60);
  private static final double CALLS = 0.99;

  public boolean met() {
    return found >= target;
  }

  /** Returns the objectives a run is held against. */
  static List<Objective> of(Tally tally) {
    long delivered = tally.reached(FunnelStep.DELIVERED);
    long contacted = tally.reached(FunnelStep.CONTACTED);
    var objectives = new ArrayList<Objective>();
    long tried = Math.max(0, delivered - tally.byUser());
    add(
        objectives,
        "S2",
        "operators' orders answered with success",
        tally.devices() - tally.unordered(),
        tally.devices(),
        0.999);
    add(
        objectives,
        "S3",
        "package delivered, then profile installed and reported",
        tally.reportedSuccesses(),
        tried,
        0.97);
    add(
        objectives,
        "S4",
        "server contacted, then profile on the chip",
        tally.installed(),
        contacted,
        0.985);
    add(
        objectives,
        "S5",
        "package delivered, then any report",
        tally.reached(FunnelStep.REPORTED),
        delivered,
        0.95);
    call(objectives, tally, "initiateAuthentication", INITIATE);
    call(objectives, tally, "authenticateClient", AUTHENTICATE);
    call(objectives, tally, "getBoundProfilePackage", PACKAGE);
    var installation = tally.all().installation();
    objectives.add(new Objective(
        "S7",
        "package to report within 60 s",
        installation.within(INSTALL),
        0.95,
        installation.count()));
    add(
        objectives,
        "S10",
        "the profile on the chip is the one ordered",
        tally.installed() - tally.mistaken(),
        tally.installed(),
        1);
    add(
        objectives,
        "S11",
        "removed soon after (watched only)",
        tally.deletions(),
        tally.installed(),
        0);
    return objectives;
  }

  private static void add(
      List<Objective> all, String id, String what, long good, long of, double target) {
    all.add(new Objective(id, what, of == 0 ? 1 : good / (double) of, target, of));
  }

  private static void call(List<Objective> all, Tally tally, String function, Duration limit) {
    var timings = tally.calls().get(function);
    if (timings != null) {
      all.add(new Objective(
          "S6",
          "%s within %d ms, link left out".formatted(function, limit.toMillis()),
          timings.within(limit),
          CALLS,
          timings.count()));
    }
  }
}

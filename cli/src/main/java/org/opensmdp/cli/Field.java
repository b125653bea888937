package org.opensmdp.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.opensmdp.cli.FieldDevice.Try;

/**
 * The devices of a rollout demo. They come in groups, in the order of the plan; those that went without a
 * profile are remembered, and come again when they are told to. A device that has its profile leaves a few
 * words behind and nothing else.
 */
final class Field implements AutoCloseable {
  private static final int THREADS = 12;

  private final FieldSite site;
  private final List<FieldPlan.Visitor> left;
  private final ExecutorService workers = Executors.newFixedThreadPool(THREADS);
  private final List<FieldDevice> without = new ArrayList<>();
  private final List<FieldDevice> hurt = new ArrayList<>();
  private final Map<Place, Integer> placed = new HashMap<>();
  private int come;

  Field(FieldPlan plan, FieldSite site) {
    this.site = site;
    this.left = new ArrayList<>(plan.visitors());
  }

  /** A device and the try it has just made. */
  record Visit(FieldDevice device, Try taken) {}

  /** A firmware and the number of the version that a card with it has. */
  record Place(String firmware, int version) {}

  boolean hasMore() {
    return !left.isEmpty();
  }

  /** Returns how many servers there are. */
  int nodes() {
    return site.nodes();
  }

  int come() {
    return come;
  }

  /** Lets the next devices come at the same time, in turn to all nodes, and waits for them. */
  List<Visit> next(int devices) throws InterruptedException {
    var group = new ArrayList<FieldDevice>();
    while (group.size() < devices && hasMore()) {
      group.add(new FieldDevice(left.remove(0), site.hierarchies()));
    }
    return came(group);
  }

  /**
   * Chooses devices that shall come when they are called by name, and not in the order of the others: one of
   * each kind in turn.
   */
  List<FieldDevice> choose(int devices, Predicate<FieldPlan.Visitor> which) {
    var kinds = left.stream()
        .filter(which)
        .collect(Collectors.groupingBy(
            visitor -> visitor.kind().name(),
            TreeMap::new,
            Collectors.toCollection(ArrayDeque::new)));
    var chosen = new ArrayList<FieldPlan.Visitor>();
    while (chosen.size() < devices && !kinds.isEmpty()) {
      kinds.values().removeIf(Collection::isEmpty);
      kinds.values().stream()
          .limit(devices - chosen.size())
          .map(ArrayDeque::remove)
          .forEach(chosen::add);
    }
    left.removeAll(chosen);
    return chosen.stream()
        .map(visitor -> new FieldDevice(visitor, site.hierarchies()))
        .toList();
  }

  /** Lets chosen devices come. */
  List<Visit> call(List<FieldDevice> chosen) throws InterruptedException {
    return came(chosen);
  }

  private List<Visit> came(List<FieldDevice> group) throws InterruptedException {
    var visits = all(group);
    come += group.size();
    for (var visit : visits) {
      if (visit.taken().hurt()) {
        hurt.add(visit.device());
      }
      if (!visit.taken().installed()) {
        without.add(visit.device());
      }
    }
    return visits;
  }

  /** Lets all devices come again that have no profile. */
  List<Visit> again() throws InterruptedException {
    var visits = all(List.copyOf(without));
    without.removeIf(FieldDevice::hasProfile);
    visits.stream()
        .filter(visit -> visit.taken().hurt() && !hurt.contains(visit.device()))
        .forEach(visit -> hurt.add(visit.device()));
    return visits;
  }

  private List<Visit> all(List<FieldDevice> group) throws InterruptedException {
    var calls = new ArrayList<Callable<Visit>>();
    for (var device : group) {
      int node = (come + calls.size()) % site.nodes();
      calls.add(() -> new Visit(device, device.come(site, node)));
    }
    var visits = new ArrayList<Visit>();
    for (var visit : workers.invokeAll(calls)) {
      try {
        visits.add(visit.get());
        place(visits.get(visits.size() - 1));
      } catch (ExecutionException e) {
        throw new IllegalStateException("a device of the demo failed: " + e.getCause(), e);
      }
    }
    return visits;
  }

  private void place(Visit visit) {
    visit
        .taken()
        .version()
        .ifPresent(version ->
            placed.merge(new Place(visit.device().firmware(), version), 1, Integer::sum));
  }

  /** Returns how many devices have got a version since this was asked last. */
  Map<Place, Integer> placed() {
    var all = Map.copyOf(placed);
    placed.clear();
    return all;
  }

  /** Returns the devices that have come and have no profile. */
  List<FieldDevice> without() {
    return List.copyOf(without);
  }

  /** Returns the devices whose card has refused a package, the first first. */
  List<FieldDevice> hurt() {
    return List.copyOf(hurt);
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}

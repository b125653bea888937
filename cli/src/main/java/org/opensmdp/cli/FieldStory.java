package org.opensmdp.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.opensmdp.cli.FieldDesk.Standing;

/**
 * The story of a rollout demo: a version that is good, one that breaks one kind of card, one that breaks all.
 * Devices come group by group; what the server decides meanwhile is told as it happens.
 */
final class FieldStory {
  private static final String STUMBLING = "66.81.2";
  private static final int LATE = 2;
  private static final int AT_ONE_TIME = 3;
  private static final int FIRST_SHARE = 2; // index of the stage of 1 %
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RolloutSizes sizes;
  private final FieldDesk desk;
  private final FieldLaboratory laboratory;
  private final Field field;
  private final FieldText text;
  private List<FieldDevice> late = List.of();

  FieldStory(
      RolloutSizes sizes,
      FieldDesk desk,
      FieldLaboratory laboratory,
      Field field,
      PrintStream out) {
    this.sizes = sizes;
    this.desk = desk;
    this.laboratory = laboratory;
    this.field = field;
    this.text = new FieldText(out, sizes);
  }

  /** What a version came to. */
  private record Ended(Standing standing, List<FieldDevice> hurt, double seconds) {}

  RolloutPromises run() throws InterruptedException {
    firstVersion();
    var second = secondVersion();
    if (!second.standing().isStable() || !field.hasMore()) {
      throw new IllegalStateException(
          "version 2 is %s at stage '%s' and %d devices are left for version 3; look at docs/rollout-demo.md"
              .formatted(
                  second.standing().state(),
                  second.standing().stageIs(),
                  sizes.devices() - field.come()));
    }
    var third = thirdVersion();
    rest();
    return new RolloutPromises(
        second.standing().quarantined(),
        third.standing().isTakenBack(),
        third.hurt().size(),
        third.standing().failures(),
        third.seconds(),
        field.hurt().size(),
        (int) field.hurt().stream().filter(FieldDevice::hasProfile).count(),
        field.without().size(),
        second.standing().isStable(),
        Exempted.of(field.placed(), STUMBLING));
  }

  /** Returns the last device that was hurt, for whoever wants to look at one. */
  Optional<FieldDevice> aHurtOne() {
    return field.hurt().stream().reduce((before, last) -> last);
  }

  private void firstVersion() throws InterruptedException {
    text.heading("1  Version 1 is what everybody gets. What it does is measured first.");
    text.begin(sizes.baseline());
    while (field.come() < sizes.baseline() && field.hasMore()) {
      field.next(Math.min(sizes.group(), sizes.baseline() - field.come()));
      text.come(field.come());
    }
    text.end(field.come());
    text.line("Installed, by kind of card (maker/firmware/profile packages):");
    desk.measure().forEach(text::line);
  }

  private Ended secondVersion() throws InterruptedException {
    text.heading(
        "2  Version 2 adds the files for 2G networks. Firmware %s stumbles over them; nobody"
            .formatted(STUMBLING));
    text.line("knows that yet: there is no such card in the laboratory.");
    var rollout = begun(
        FieldTemplates.WITH_2G_FILES,
        "files for 2G networks",
        visitor -> !visitor.kind().firmware().toString().equals(STUMBLING));
    text.begin(sizes.devices());
    while (!rollout.isOver() && !rollout.standing().isForAll() && field.hasMore()) {
      callLate(rollout.standing().stage() >= FIRST_SHARE);
      field.next(sizes.group());
      rollout.look();
      text.come(field.come());
      help(rollout.standing().quarantined().isEmpty());
    }
    text.end(field.come());
    await(() -> {
      help(false);
      return field.without().isEmpty();
    });
    text.strata(rollout.standing());
    desk.incident(rollout.number()).forEach(text::line);
    text.line(
        "The others have version 2 now, and its rollout ends by itself when the bake is over:");
    text.line("cards with firmware %s are excepted, and keep version 1.".formatted(STUMBLING));
    bake(rollout);
    field.placed(); // from here on it shows who gets what
    return new Ended(rollout.standing(), List.copyOf(field.hurt()), 0);
  }

  /** Devices go on coming while nothing is changed; some are left for the next version. */
  private void bake(FieldRollout rollout) throws InterruptedException {
    text.begin(sizes.devices());
    await(() -> {
      if (sizes.devices() - field.come() > sizes.reserve()) {
        field.next(sizes.group());
        text.come(field.come());
      }
      help(false);
      rollout.look();
      return rollout.isOver();
    });
    text.end(field.come());
  }

  /** Some of the named cards come in the first share, which few others are in. */
  private void callLate(boolean now) throws InterruptedException {
    if (now) {
      field.call(late);
      late = List.of();
    }
  }

  /** Hurt devices come again as soon as somebody has done something for them. */
  private void help(boolean nothingDoneYet) throws InterruptedException {
    if (!nothingDoneYet && !field.without().isEmpty()) {
      text.cameAgain(field.again());
    }
  }

  private Ended thirdVersion() throws InterruptedException {
    int before = field.hurt().size();
    text.heading(
        "3  Version 3 keeps old sequence numbers for longer. The laboratory has no objection;");
    text.line("no chip of this field takes it.");
    desk.measure();
    var rollout = begun(FieldTemplates.WITH_AGE_LIMIT, "sequence numbers", visitor -> true);
    text.begin(sizes.devices());
    while (!rollout.isOver() && field.hasMore()) {
      field.next(sizes.friends());
      rollout.look();
      text.come(field.come());
    }
    text.end(field.come());
    var hurt = List.copyOf(field.hurt().subList(before, field.hurt().size()));
    var watch = new RollbackWatch(field.nodes());
    await(() -> {
      var visits = field.again();
      watch.add(visits);
      text.cameAgain(visits);
      return field.without().isEmpty();
    });
    rollout.look();
    text.strata(rollout.standing());
    desk.incident(rollout.number()).forEach(text::line);
    return new Ended(rollout.standing(), hurt, seconds(watch, rollout.standing(), hurt));
  }

  private static double seconds(RollbackWatch watch, Standing standing, List<FieldDevice> hurt) {
    return standing
        .rolledBackAt()
        .flatMap(at -> lastReport(hurt, at))
        .flatMap(watch::since)
        .map(took -> took.toMillis() / 1000.0)
        .orElse(RolloutPromises.NEVER_SEEN);
  }

  /** The report that decided is the last one that was answered before the decision. */
  private static Optional<Instant> lastReport(List<FieldDevice> hurt, Instant decided) {
    return hurt.stream()
        .flatMap(device -> device.tries().stream())
        .filter(FieldDevice.Try::hurt)
        .flatMap(taken -> taken.seen().reported().stream())
        .filter(reported -> !reported.isAfter(decided))
        .max(Instant::compareTo);
  }

  private FieldRollout begun(int version, String note, Predicate<FieldPlan.Visitor> whom)
      throws InterruptedException {
    var template = FieldTemplates.of(FieldPlan.TYPE, version);
    var friends = field.choose(sizes.friends() + LATE, whom);
    var pack = laboratory.report(template);
    text.line("The lint finds nothing; %s of %s cards of the laboratory take it."
        .formatted(pack.get("installed"), pack.get("devices")));
    sizes.words().forEach(text::line);
    var eids = friends.stream().map(FieldDevice::eid).toList();
    long number = desk.rollOut(desk.add(template, note), sizes.plan(eids), pack);
    var rollout = new FieldRollout(desk, number, text);
    callFriends(friends.subList(0, sizes.friends()), rollout);
    late = friends.subList(sizes.friends(), friends.size());
    return rollout;
  }

  /** Named cards come a few at a time, and the next when the gate knows what became of those before. */
  private void callFriends(List<FieldDevice> friends, FieldRollout rollout)
      throws InterruptedException {
    for (int from = 0; from < friends.size(); from += AT_ONE_TIME) {
      int to = Math.min(friends.size(), from + AT_ONE_TIME);
      field.call(friends.subList(from, to));
      await(() -> {
        rollout.look();
        return rollout.isOver() || rollout.standing().verdicts() >= to;
      });
    }
  }

  private void rest() throws InterruptedException {
    text.heading("4  All others come. Nobody has done anything about version 3.");
    callLate(true);
    text.begin(sizes.devices());
    while (field.hasMore()) {
      field.next(sizes.group());
      text.come(field.come());
    }
    text.end(field.come());
    await(() -> {
      text.cameAgain(field.again());
      return field.without().isEmpty();
    });
  }

  /** Something that is done until it says that it is done. */
  private interface Work {
    boolean isDone() throws InterruptedException;
  }

  private static void await(Work work) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!work.isDone() && System.nanoTime() < end) {
      Pauses.shortOne();
    }
  }
}

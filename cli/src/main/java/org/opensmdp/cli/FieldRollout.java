package org.opensmdp.cli;

import org.opensmdp.cli.FieldDesk.Standing;

/**
 * One rollout as it is followed: what was done with it is told once, and where a stage needs a second person,
 * that person agrees.
 */
final class FieldRollout {
  private static final double ONE_PERSON = 25;

  private final FieldDesk desk;
  private final long number;
  private final FieldText text;
  private Standing standing;
  private int told;
  private int agreedTo;

  FieldRollout(FieldDesk desk, long number, FieldText text) {
    this.desk = desk;
    this.number = number;
    this.text = text;
    this.standing = desk.standing(number);
  }

  long number() {
    return number;
  }

  Standing standing() {
    return standing;
  }

  /** Whether nothing becomes of it any more but by people. */
  boolean isOver() {
    return standing.isStable() || standing.isTakenBack() || standing.isStuck();
  }

  /** Looks how it stands, tells what is new, and agrees to the next stage if it is asked for. */
  void look() {
    standing = desk.standing(number);
    for (var step : standing.steps().subList(told, standing.steps().size())) {
      text.step(step, standing);
    }
    told = standing.steps().size();
    int next = standing.stage() + 1;
    if (standing.state().equals("running") && next > agreedTo && needsTwo(next)) {
      agreedTo = next;
      desk.approve(number);
    }
  }

  private boolean needsTwo(int stage) {
    return stage < standing.stages().size() && standing.stages().get(stage).percent() > ONE_PERSON;
  }
}

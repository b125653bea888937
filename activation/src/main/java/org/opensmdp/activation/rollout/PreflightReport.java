package org.opensmdp.activation.rollout;

import java.util.List;
import org.opensmdp.rsp.Bytes;

/**
 * What simulated populations made of a version.
 *
 * @param contentHash SHA-256 of the template that was run, 32 octets
 * @param packs 1 to 50
 */
public record PreflightReport(Bytes contentHash, List<Pack> packs) {
  private static final int HASH_OCTETS = 32;
  private static final int MOST_PACKS = 50;
  private static final int MOST_CAUSES = 20;
  private static final int LONGEST_TEXT = 200;

  public PreflightReport {
    packs = List.copyOf(packs);
    check(contentHash.size() == HASH_OCTETS, "contentHash: 32 octets");
    check(!packs.isEmpty() && packs.size() <= MOST_PACKS, "packs: 1 to 50");
  }

  /**
   * One population.
   *
   * @param pack its name, 1 to 200 characters
   * @param devices 1 to a million
   * @param installed of them
   * @param p95InstallSeconds simulated, from the package to the report
   * @param causes why the others have no profile, at most 20
   */
  public record Pack(
      String pack, int devices, int installed, double p95InstallSeconds, List<Cause> causes) {
    public Pack {
      causes = List.copyOf(causes);
      check(!pack.isBlank() && pack.length() <= LONGEST_TEXT, "pack: 1 to 200 characters");
      check(devices >= 1 && devices <= 1_000_000, "devices: 1 to 1000000");
      check(installed >= 0 && installed <= devices, "installed: 0 to devices");
      check(p95InstallSeconds >= 0 && p95InstallSeconds < 1e9, "p95InstallSeconds: 0 or more");
      check(causes.size() <= MOST_CAUSES, "causes: at most 20");
    }

    /** Returns the share of devices that have their profile, 0 to 1. */
    public double successRate() {
      return (double) installed / devices;
    }
  }

  /** Why devices have no profile; {@code at} is the step that failed. */
  public record Cause(String cause, String at, int count) {
    public Cause {
      check(cause.length() <= LONGEST_TEXT && at.length() <= LONGEST_TEXT, "cause: too long");
      check(count >= 1, "count: 1 or more");
    }
  }

  /** Returns the devices of all packs. */
  public int devices() {
    return packs.stream().mapToInt(Pack::devices).sum();
  }

  private static void check(boolean holds, String expected) {
    if (!holds) {
      throw new IllegalArgumentException(expected + " expected");
    }
  }
}

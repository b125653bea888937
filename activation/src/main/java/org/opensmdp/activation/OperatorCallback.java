package org.opensmdp.activation;

import java.util.Optional;
import java.util.Set;
import org.opensmdp.rsp.Secret;

/**
 * How one operator is told of progress; at most one of each kind.
 *
 * @param url where to, https; for ES2+ the part before {@code /gsma/rsp2/es2plus/}
 * @param points the notification points it wants
 * @param enabled whether it is called; while it is not, what is to be told waits
 * @param identity the credential set whose TLS certificate is shown; the server's usual one if absent
 * @param trustedCa the CA of the operator's server in PEM; without it the platform's own are trusted
 * @param requesterId what this server calls itself in the header; its OID if absent
 * @param secret the key of a webhook's signature, 24 to 64 octets; a webhook has one, others have none
 */
public record OperatorCallback(
    long operatorId,
    Kind kind,
    String url,
    Set<Integer> points,
    boolean enabled,
    Optional<String> identity,
    Optional<String> trustedCa,
    Optional<String> requesterId,
    Optional<Secret> secret) {
  private static final int LONGEST_URL = 1000;
  private static final int LEAST_SECRET = 24;
  private static final int MOST_SECRET = 64;

  public OperatorCallback {
    points = Set.copyOf(points);
    require(url.startsWith("https://"), "url: https:// and a host");
    require(url.length() <= LONGEST_URL, "url: 1000 signs at most");
    require(!points.isEmpty(), "points: name at least one");
    require(
        ProgressPoints.ALL.containsAll(points),
        "points: of " + ProgressPoints.ALL.stream().sorted().toList());
    require(
        secret.isPresent() == (kind == Kind.WEBHOOK),
        "secret: a WEBHOOK has one, and nothing else does");
    require(
        secret.map(Secret::size).stream()
            .allMatch(size -> size >= LEAST_SECRET && size <= MOST_SECRET),
        "secret: 24 to 64 octets");
  }

  /** What is called. */
  public enum Kind {
    /** ES2+.HandleDownloadProgressInfo of SGP.22 v2. */
    HANDLE_DOWNLOAD_PROGRESS_INFO,
    /** ES2+.HandleNotification of SGP.22 v3. */
    HANDLE_NOTIFICATION,
    /** JSON of our own, signed with a shared secret. */
    WEBHOOK;

    /** Returns the channel that figures are kept by. */
    public String channel() {
      return this == WEBHOOK ? "webhook" : "es2plus";
    }
  }

  /** Whom it is for: what waits for one line never holds up another. */
  public Line line() {
    return new Line(operatorId, kind);
  }

  /** One operator, told in one way. */
  public record Line(long operatorId, Kind kind) {
    /** Returns the line with this name. */
    public static Line parse(String name) {
      var parts = name.split("/", 2);
      return new Line(Long.parseLong(parts[0]), Kind.valueOf(parts[1]));
    }

    /** Returns a name for it, {@code 7/WEBHOOK}. */
    public String name() {
      return operatorId + "/" + kind;
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}

package org.opensmdp.activation.timeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.TransactionId;

/**
 * Takes in what phones said: finds the order that a line is about by the identities in it and by those
 * that came with the file, then takes them out of the text. What is kept has codes and words.
 */
public final class ClientLogImport {
  /** The most lines of one file. */
  public static final int MOST_LINES = 5_000;

  private static final Duration OLDEST = Duration.ofDays(400);
  private static final Duration AHEAD = Duration.ofDays(1);
  private static final int LONGEST_TEXT = 500;
  private static final Pattern CODE_TEXT = Pattern.compile("(?i)(?:LPA:)?1\\$\\S+");
  private static final Pattern LONG_NUMBER =
      Pattern.compile("(?<![0-9A-Za-z])[0-9A-Fa-f][0-9A-Fa-f -]{8,}[0-9A-Fa-f](?![0-9A-Za-z])");
  private static final Pattern TOKEN =
      Pattern.compile("(?<![0-9A-Za-z])(?=[A-Z0-9-]*[0-9])[A-Z0-9-]{8,}(?![0-9A-Za-z])");
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

  private final CaseFiles files;
  private final ClientLogs logs;
  private final InstantSource clock;

  public ClientLogImport(CaseFiles files, ClientLogs logs, InstantSource clock) {
    this.files = files;
    this.logs = logs;
    this.clock = clock;
  }

  /**
   * What a line says.
   *
   * @param happenedAt absent where lines have no times: the time of the file, or now
   * @param about every identity in the line, as text
   * @param code as the glossary looks it up, empty if there is none
   * @param text as the phone wrote it
   */
  public record Said(
      ClientLogSource source,
      Optional<Instant> happenedAt,
      String about,
      Optional<String> correlationId,
      String code,
      String text) {}

  /**
   * What became of a file.
   *
   * @param kept new lines
   * @param known lines that were here already
   * @param unplaced lines about nothing we know; they are not kept
   */
  public record Result(int kept, int known, int unplaced) {}

  /**
   * Keeps what concerns an order or a card that we know.
   *
   * @param about what the whole file is about, as a person names it; may be empty
   * @param operatorId whose orders alone; empty: everybody's
   */
  public Result run(List<Said> lines, String about, Optional<Long> operatorId) {
    var found = new ArrayList<ClientLogs.Line>();
    var now = clock.instant();
    var ofFile = place(about, operatorId);
    int unplaced = 0;
    for (var line : lines) {
      var place = place(line.about(), operatorId).or(() -> ofFile);
      if (place.isEmpty()) {
        unplaced++;
      } else {
        found.add(kept(line, place.get(), now));
      }
    }
    int kept = logs.keep(found);
    return new Result(kept, found.size() - kept, unplaced);
  }

  private record Place(Optional<Iccid> iccid, Optional<Eid> eid, Optional<TransactionId> session) {}

  private Optional<Place> place(String about, Optional<Long> operatorId) {
    var query = CaseQuery.of(about);
    if (query.isEmpty()) {
      return Optional.empty();
    }
    var session = query.transactionIds().stream().findFirst();
    var order = files.find(query, operatorId, 1).stream().findFirst();
    if (order.isPresent()) {
      return Optional.of(new Place(order, Optional.empty(), session));
    }
    // A card without an order is nobody's: who may see one operator's orders alone tells nothing of
    // it.
    return operatorId.isPresent()
        ? Optional.empty()
        : files.cards(query, 1).stream()
            .findFirst()
            .map(card -> new Place(Optional.empty(), Optional.of(card), session));
  }

  private static ClientLogs.Line kept(Said line, Place place, Instant now) {
    var at = line.happenedAt()
        .filter(time -> time.isAfter(now.minus(OLDEST)) && time.isBefore(now.plus(AHEAD)))
        .orElse(now);
    var entry = new ClientLogEntry(
        at,
        line.source(),
        place.iccid(),
        place.eid(),
        place.session(),
        line.correlationId(),
        line.code(),
        withoutIdentities(line.text()));
    var told = String.join(
        "|",
        line.source().name(),
        line.happenedAt().map(Instant::toString).orElse(""),
        String.valueOf(place),
        line.correlationId().orElse(""),
        line.code(),
        line.text());
    return new ClientLogs.Line(Bytes.wrap(sha256(told)), now, entry);
  }

  /** Takes out what could be an activation code, a token, or the number of a card, profile or person. */
  static String withoutIdentities(String text) {
    var plain = CONTROL.matcher(text).replaceAll(" ");
    plain = CODE_TEXT.matcher(plain).replaceAll("(code)");
    plain = LONG_NUMBER.matcher(plain).replaceAll("(number)");
    plain = TOKEN.matcher(plain).replaceAll("(token)");
    return plain.length() > LONGEST_TEXT ? plain.substring(0, LONGEST_TEXT) + "..." : plain;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

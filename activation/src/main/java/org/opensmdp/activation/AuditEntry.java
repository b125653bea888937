package org.opensmdp.activation;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/**
 * One change that somebody made, chained to the one before it: {@code hash} is SHA-256 over the hash
 * before (nothing for the first), the number, the time in microseconds, and each text with its length.
 *
 * @param number 1, 2, 3 and so on, without a gap
 * @param who the name of the token
 * @param what the function, as {@code operator.change}
 * @param subject what was changed, as {@code operator/7}
 * @param reason why, in the words of who did it; may be empty
 */
public record AuditEntry(
    long number,
    Instant happenedAt,
    String who,
    String what,
    String subject,
    String reason,
    Bytes hash) {

  /** Returns the entry that follows {@code last}. */
  public static AuditEntry after(
      Optional<AuditEntry> last,
      String who,
      String what,
      String subject,
      String reason,
      Instant happenedAt) {
    long number = last.map(AuditEntry::number).orElse(0L) + 1;
    var time = happenedAt.truncatedTo(ChronoUnit.MICROS);
    var entry = new AuditEntry(number, time, who, what, subject, reason, Bytes.EMPTY);
    var hash = entry.hashAfter(last);
    return new AuditEntry(number, time, who, what, subject, reason, hash);
  }

  /** Returns whether this entry stands behind {@code last} as it was written. */
  public boolean follows(Optional<AuditEntry> last) {
    return number == last.map(AuditEntry::number).orElse(0L) + 1 && hash.equals(hashAfter(last));
  }

  private Bytes hashAfter(Optional<AuditEntry> last) {
    var content = new ByteArrayOutputStream();
    last.ifPresent(entry -> content.writeBytes(entry.hash.toArray()));
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, happenedAt);
    content.writeBytes(
        ByteBuffer.allocate(2 * Long.BYTES).putLong(number).putLong(micros).array());
    for (var text : List.of(who, what, subject, reason)) {
      byte[] octets = text.getBytes(StandardCharsets.UTF_8);
      content.writeBytes(
          ByteBuffer.allocate(Integer.BYTES).putInt(octets.length).array());
      content.writeBytes(octets);
    }
    return Digest.of(Bytes.wrap(content.toByteArray()));
  }
}

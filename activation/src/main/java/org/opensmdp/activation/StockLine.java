package org.opensmdp.activation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.rsp.Secret;

/**
 * One line of an import as it was read: decoded, and not checked.
 *
 * @param number in the file, from 1
 * @param iccid without filler and blanks
 * @param algorithm as the line names it; absent: milenage
 * @param secrets octets; those of {@code wrapped} are still under the transport key
 * @param unreadable why the line could not be read; the rest is empty then, but for what was read
 */
public record StockLine(
    long number,
    String iccid,
    String imsi,
    Optional<String> algorithm,
    Map<StockField, Secret> secrets,
    Set<StockField> wrapped,
    Optional<Fault> unreadable) {

  /** Why a line could not be read. */
  public record Fault(StockVerdict verdict, String detail) {}

  /** Erases the secrets of the line; what was made of them is another copy. */
  public void erase() {
    secrets.values().forEach(Secret::close);
  }
}

package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.rsp.Iccid;

/**
 * The verdict on one line of an import.
 *
 * @param line its number in the file, from 1
 * @param iccid absent unless it is well formed
 * @param detail more words, as the name of the column; may be empty, never holds a key or a code
 */
public record StockResult(long line, Optional<Iccid> iccid, StockVerdict verdict, String detail) {

  /** Returns the reason in plain words. */
  public String reason() {
    return detail.isEmpty() ? verdict.text() : verdict.text() + ": " + detail;
  }
}

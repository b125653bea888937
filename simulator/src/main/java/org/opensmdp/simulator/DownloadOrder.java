package org.opensmdp.simulator;

import java.util.Optional;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;

/** What an operator sends with ES2+.DownloadOrder (SGP.22 v2 §5.3.1). */
public record DownloadOrder(
    Optional<Eid> eid, Optional<Iccid> iccid, Optional<String> profileType) {

  /** Orders any profile of a type. */
  public static DownloadOrder ofType(String profileType) {
    return new DownloadOrder(Optional.empty(), Optional.empty(), Optional.of(profileType));
  }

  /** Orders a certain profile. */
  public static DownloadOrder of(Iccid iccid) {
    return new DownloadOrder(Optional.empty(), Optional.of(iccid), Optional.empty());
  }

  /** Returns the order for one eUICC. */
  public DownloadOrder forEid(Eid value) {
    return new DownloadOrder(Optional.of(value), iccid, profileType);
  }
}

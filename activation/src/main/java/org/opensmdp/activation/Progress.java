package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.StatusCode;

/**
 * What an operator is told of an event (ES2+.HandleDownloadProgressInfo, SGP.22 v2 §5.3.5). It says
 * neither card nor profile: those are the order's, never what a device has said.
 *
 * @param point the notificationPointId, a constant of {@link ProgressPoints}
 * @param failure the pair that goes with Failed; empty for Executed-Success
 * @param resultData the content of finalResult, as the card signed it
 */
public record Progress(int point, Optional<StatusCode> failure, Optional<Bytes> resultData) {
  public Progress {
    if (point < 1 || point > 255) {
      throw new IllegalArgumentException("no notificationPointId: " + point);
    }
  }

  static Progress succeeded(int point) {
    return new Progress(point, Optional.empty(), Optional.empty());
  }

  static Progress failed(int point, StatusCode failure) {
    return new Progress(point, Optional.of(failure), Optional.empty());
  }

  Progress with(Bytes finalResult) {
    return new Progress(point, failure, Optional.of(finalResult));
  }
}

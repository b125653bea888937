package org.opensmdp.activation;

import java.util.Optional;
import java.util.Set;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.StatusCode;

/**
 * Which events are told to the operator, at which notification point and with which pair (SGP.22 v2
 * §5.3.5). Points from 100 on are private. The pair of a cancelSession is that of {@link
 * CancelSession#statusOf}, that of a report of an installation {@link InstallationErrors#statusOf}.
 *
 * <p>A session that is given up before its package was delivered is told at point 2, after that at
 * point 4: the specification does not say. Decision 0024.
 */
public final class ProgressPoints {
  /** Eligibility and retry limits, when a check fails. */
  public static final int ELIGIBILITY = 1;

  /** The user's confirmation, when it fails. */
  public static final int CONFIRMATION = 2;

  /** The bound profile package has been delivered. */
  public static final int DOWNLOAD = 3;

  /** The package was installed, or was not. */
  public static final int INSTALLATION = 4;

  public static final int ENABLED = 101;
  public static final int DISABLED = 102;
  public static final int DELETED = 103;

  /** The version of the profile was withdrawn, and its order is as it was before the download. */
  public static final int ROLLED_BACK = 110;

  /** All points that this server tells. */
  public static final Set<Integer> ALL = Set.of(
      ELIGIBILITY, CONFIRMATION, DOWNLOAD, INSTALLATION, ENABLED, DISABLED, DELETED, ROLLED_BACK);

  private ProgressPoints() {}

  /** Returns what is told of a refusal that says something of the order, not only of its caller. */
  static Optional<Progress> ofRefusal(StatusCode refusal) {
    return switch (refusal) {
      case PROFILE_TYPE_STOPPED_ON_WARNING, DOWNLOAD_ATTEMPTS_EXCEEDED, DOWNLOAD_ORDER_EXPIRED ->
        Optional.of(Progress.failed(ELIGIBILITY, refusal));
      case CONFIRMATION_CODE_ATTEMPTS_EXCEEDED ->
        Optional.of(Progress.failed(CONFIRMATION, refusal));
      default -> Optional.empty();
    };
  }

  /**
   * Returns what is told of a cancelSession that ends the order.
   *
   * @param delivered whether the session had got its package
   */
  static Progress ofCancel(CancelSessionReason reason, boolean delivered) {
    int point = delivered ? INSTALLATION : CONFIRMATION;
    return Progress.failed(point, CancelSession.statusOf(reason));
  }

  static Progress ofDelivery() {
    return Progress.succeeded(DOWNLOAD);
  }

  /** Returns what is told of a card's report of an installation. */
  static Progress ofInstallation(FinalResult result) {
    if (result instanceof FinalResult.Failure failure) {
      var pair = InstallationErrors.statusOf(ErrorReason.of(failure.errorReason()));
      return Progress.failed(INSTALLATION, pair).with(result.der());
    }
    return Progress.succeeded(INSTALLATION).with(result.der());
  }

  /** Returns what is told of another report; of an installation only the signed result counts. */
  static Optional<Progress> ofReport(NotificationEvent operation) {
    return switch (operation) {
      case INSTALL -> Optional.empty();
      case ENABLE -> Optional.of(Progress.succeeded(ENABLED));
      case DISABLE -> Optional.of(Progress.succeeded(DISABLED));
      case DELETE -> Optional.of(Progress.succeeded(DELETED));
    };
  }

  /** Returns what is told when an order gets another version of its profile. */
  static Progress ofRollback() {
    return Progress.succeeded(ROLLED_BACK);
  }
}

package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.BOUND_PROFILE_PACKAGE_EXECUTION_ERROR;
import static org.opensmdp.rsp.StatusCode.DOWNLOAD_ORDER_REFUSED;
import static org.opensmdp.rsp.StatusCode.EUICC_VERIFICATION_FAILED;
import static org.opensmdp.rsp.StatusCode.METADATA_CHANGED;
import static org.opensmdp.rsp.StatusCode.POLICY_RULES_NOT_ALLOWED;
import static org.opensmdp.rsp.StatusCode.REMOTE_PROVISIONING_EXECUTION_ERROR;
import static org.opensmdp.rsp.StatusCode.SMDP_OID_INVALID_ASSOCIATION;
import static org.opensmdp.rsp.StatusCode.TRANSACTION_UNKNOWN;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.EuiccCancelSessionSigned;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.StatusCode;

/**
 * ES9+.CancelSession (SGP.22 v2 §5.6.5): the device gives up. The signature is judged before what was
 * signed.
 *
 * <p>Reasons that are final end the order. Only endUserRejection does not, where this session was told
 * Failed by us before: phones send it by themselves after any Failed, and one mistyped code must not
 * cost the order. The identical request again is answered as before: the first answer may have been
 * lost.
 */
public final class CancelSession {
  private static final String FUNCTION = "ES9+.CancelSession";
  private static final int END_USER_REJECTION = 0;
  private static final int TRIES = 3;

  private final Smdp smdp;
  private final Downloads downloads;
  private final Timeline timeline;
  private final InstantSource clock;

  public CancelSession(Smdp smdp, Downloads downloads, Timeline timeline, InstantSource clock) {
    this.smdp = smdp;
    this.downloads = downloads;
    this.timeline = timeline;
    this.clock = clock;
  }

  /** Returns when the session is closed; the answer has no content. */
  public void run(CancelSessionFunctionRequest request) {
    var started = clock.instant();
    for (int i = 0; i < TRIES; i++) {
      if (isDone(request, ActivationEvent.of(FUNCTION, started))) {
        return;
      }
    }
    throw new IllegalStateException("the session of one card is being moved without end");
  }

  /** Returns false if somebody has moved session or order since they were read. */
  private boolean isDone(CancelSessionFunctionRequest request, ActivationEvent event) {
    var read = downloads
        .findSession(request.transactionId())
        .orElseThrow(Refuse.as(TRANSACTION_UNKNOWN, "the transactionId is unknown"));
    var digest = Digest.of(request.cancelSessionResponse().der());
    if (read.session() instanceof RspSession.Closed closed && closed.wasCancelledBy(digest)) {
      return true;
    }
    var told = event.inSession(read.session(), read.profile());
    try {
      return cancel(request, digest, read, told);
    } catch (RspException refusal) {
      timeline.append(told.refused(refusal).endingAt(clock.instant()));
      throw refusal;
    }
  }

  private boolean cancel(
      CancelSessionFunctionRequest request,
      Bytes digest,
      SessionOfOrder read,
      ActivationEvent event) {
    if (!(read.session() instanceof RspSession.Open session) || hasExpired(session.terms())) {
      throw new RspException(TRANSACTION_UNKNOWN, "the session has ended");
    }
    if (request.cancelSessionResponse() instanceof CancelSessionResponse.Error error) {
      String code = "the eUICC answered cancelSessionErrorCode " + error.cancelSessionErrorCode();
      return close(session, digest, read.profile(), read.profile(), event.saying(code));
    }
    var signed =
        checked((CancelSessionResponse.Ok) request.cancelSessionResponse(), session.terms());
    var after = after(read.profile(), session.terms(), signed.reason());
    var said = event
        .saying(text(signed))
        .telling(told(session, read.profile(), after, signed))
        .ending(AttemptEnd.of(signed.reason()));
    return close(session, digest, read.profile(), after, said);
  }

  private boolean hasExpired(SessionTerms terms) {
    return !clock.instant().isBefore(terms.expiresAt());
  }

  private boolean close(
      RspSession.Open session,
      Bytes digest,
      Profile profile,
      Profile after,
      ActivationEvent event) {
    var told = event.moving(profile, after).endingAt(clock.instant());
    return downloads.close(session, digest, profile, after, told);
  }

  private EuiccCancelSessionSigned checked(CancelSessionResponse.Ok answer, SessionTerms terms) {
    var signed = answer.euiccCancelSessionSigned();
    Refuse.unless(
        Signatures.verify(
            terms.euiccKey(),
            signed.der(),
            SignatureTlv.value(answer.euiccCancelSessionSignature())),
        EUICC_VERIFICATION_FAILED,
        "euiccCancelSessionSignature does not verify");
    Refuse.unless(
        isOurs(signed.smdpOid(), terms),
        SMDP_OID_INVALID_ASSOCIATION,
        "smdpOid is not the OID of this SM-DP+");
    Refuse.unless(
        signed.transactionId().equals(terms.transactionId()),
        TRANSACTION_UNKNOWN,
        "euiccCancelSessionSigned names another transactionId");
    return signed;
  }

  /** The OID outlives the certificates that carry it: where those of the session are gone, any of ours. */
  private boolean isOurs(SmdpOid oid, SessionTerms terms) {
    return smdp.named(terms.credentialSet()).map(List::of).orElse(smdp.credentialSets()).stream()
        .anyMatch(set -> set.oid().equals(oid));
  }

  private static Profile after(Profile profile, SessionTerms terms, CancelSessionReason reason) {
    boolean byItself = terms.failed() && reason.code() == END_USER_REJECTION;
    boolean ends = reason.terminal() && !byItself;
    return ends && profile instanceof Profile.Downloadable downloadable
        ? downloadable.failed(statusOf(reason))
        : profile;
  }

  /** The operator hears of what ends its order, and not of a user who comes back later. */
  private static Optional<Progress> told(
      RspSession.Open session, Profile before, Profile after, EuiccCancelSessionSigned signed) {
    return before.equals(after)
        ? Optional.empty()
        : Optional.of(
            ProgressPoints.ofCancel(signed.reason(), session instanceof RspSession.Bound));
  }

  private static String text(EuiccCancelSessionSigned signed) {
    return "reason %d, %s".formatted(signed.reasonCode(), signed.reason());
  }

  /** The pair that the operator is told (SGP.22 v2 §5.3.5). */
  static StatusCode statusOf(CancelSessionReason reason) {
    return switch (reason.code()) {
      case 0 -> DOWNLOAD_ORDER_REFUSED;
      case 3 -> POLICY_RULES_NOT_ALLOWED;
      case 4 -> METADATA_CHANGED;
      case 5 -> BOUND_PROFILE_PACKAGE_EXECUTION_ERROR;
      case 17 -> StatusCode.ENTERPRISE_UNSUPPORTED;
      case 18 -> StatusCode.ENTERPRISE_NOT_ALLOWED;
      case 19, 21, 22 -> StatusCode.ENTERPRISE_REFUSED;
      case 20 -> StatusCode.ENTERPRISE_INVALID_MATCH;
      case 23 -> StatusCode.LPA_PROXY_UNSUPPORTED;
      case 24, 27 -> StatusCode.RPM_ORDER_REFUSED;
      case 25 -> StatusCode.METADATA_REFUSED;
      case 28 -> StatusCode.RPM_ORDER_INVALID;
      case 29 -> StatusCode.RPM_ORDER_EXECUTION_ERROR;
      case 30 -> StatusCode.DEVICE_CHANGE_STOPPED_ON_WARNING;
      default -> REMOTE_PROVISIONING_EXECUTION_ERROR;
    };
  }
}

package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.DOWNLOAD_ORDER_EXPIRED;
import static org.opensmdp.rsp.StatusCode.EUICC_VERIFICATION_FAILED;
import static org.opensmdp.rsp.StatusCode.PROFILE_UNAVAILABLE;
import static org.opensmdp.rsp.StatusCode.TRANSACTION_UNKNOWN;

import java.time.InstantSource;
import java.util.Optional;
import org.opensmdp.activation.RspSession.Bound;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.crypto.Binding;
import org.opensmdp.crypto.Signatures;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.GetBoundProfilePackageResponse;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.TransactionId;

/**
 * ES9+.GetBoundProfilePackage (SGP.22 v2 §5.6.2): the card names its one-time key and gets the package
 * bound to it. The checks stand in the order of the specification.
 *
 * <p>One card key has one binding: the same request gets the identical answer, the same key in another
 * session the same blocks under a new signature, another key a fresh binding.
 */
public final class GetBoundProfilePackage {
  private static final String FUNCTION = "ES9+.GetBoundProfilePackage";
  private static final int TRIES = 3;

  private final Smdp smdp;
  private final Downloads downloads;
  private final BindingMaker bindings;
  private final Timeline timeline;
  private final InstantSource clock;

  public GetBoundProfilePackage(
      Smdp smdp,
      Downloads downloads,
      BindingMaker bindings,
      Timeline timeline,
      InstantSource clock) {
    this.smdp = smdp;
    this.downloads = downloads;
    this.bindings = bindings;
    this.timeline = timeline;
    this.clock = clock;
  }

  /**
   * Checks the card's answer and binds the package to its key.
   *
   * @throws RspException with the pair of the first check that fails; the order stays retryable
   *     unless its confirmation codes or its time are used up
   */
  public GetBoundProfilePackageResponse run(GetBoundProfilePackageRequest request) {
    var event = ActivationEvent.of(FUNCTION, clock.instant()).in(request.transactionId());
    for (int i = 0; i < TRIES; i++) {
      var answer = attempt(request, event);
      if (answer.isPresent()) {
        return new GetBoundProfilePackageResponse(request.transactionId(), answer.get());
      }
    }
    throw new IllegalStateException("the order of one card is being moved without end");
  }

  /** Returns the package, or empty if somebody has moved session or order since they were read. */
  private Optional<Bytes> attempt(GetBoundProfilePackageRequest request, ActivationEvent event) {
    try (var download = downloads
        .find(request.transactionId())
        .orElseThrow(Refuse.as(TRANSACTION_UNKNOWN, "the transactionId is unknown"))) {
      return attempt(request, download, event);
    }
  }

  private Optional<Bytes> attempt(
      GetBoundProfilePackageRequest request, DownloadInProgress download, ActivationEvent event) {
    var session = open(download, event);
    var digest = Digest.of(request.prepareDownloadResponse().der());
    if (session.terms().recalled()) {
      var refusal = new RspException(
          PROFILE_UNAVAILABLE, "the profile's version was withdrawn: start the download again");
      return refused(digest, session, downloadable(download, event), event, refusal);
    }
    if (session instanceof Bound bound && bound.requestDigest().equals(digest)) {
      bindings.repeated();
      return Optional.of(again(bound, download));
    }
    refuseAgain(session, digest);
    var profile = downloadable(download, event);
    try {
      var answer = checked(request, session.terms());
      checkCode(answer, profile, download.type());
      refuseExpired(profile);
      return deliver(answer, digest, session, download, profile, event);
    } catch (RspException refusal) {
      return refused(digest, session, profile, event, refusal);
    }
  }

  /** Throws the refusal once it is kept; returns empty if somebody has moved session or order. */
  private Optional<Bytes> refused(
      Bytes digest,
      RspSession.Open session,
      Profile.Downloadable profile,
      ActivationEvent event,
      RspException refusal) {
    var after = ConfirmationCheck.after(profile, refusal.status());
    var refused = RefusedRequest.of(digest, refusal);
    var told = event
        .moving(profile, after)
        .refused(refusal)
        .telling(ProgressPoints.ofRefusal(refusal.status()));
    if (downloads.refuseInSession(session, refused, profile, after, told)) {
      throw refusal;
    }
    return Optional.empty();
  }

  /** An answer that was lost is asked for again: it is the same, and costs no second attempt. */
  private static void refuseAgain(RspSession.Open session, Bytes digest) {
    var before =
        session.terms().refused().filter(refused -> refused.requestDigest().equals(digest));
    if (before.isPresent()) {
      throw before.get().again();
    }
  }

  private RspSession.Open open(DownloadInProgress download, ActivationEvent event) {
    if (download.session() instanceof RspSession.Open open
        && clock.instant().isBefore(open.terms().expiresAt())) {
      return open;
    }
    throw ended("the session has ended", download, event);
  }

  private Profile.Downloadable downloadable(DownloadInProgress download, ActivationEvent event) {
    if (download.profile() instanceof Profile.Downloadable downloadable) {
      return downloadable;
    }
    throw ended("the order of this session has ended", download, event);
  }

  /** Nothing is left to be moved: the refusal is told, and that is all. */
  private RspException ended(String message, DownloadInProgress download, ActivationEvent event) {
    var refusal = new RspException(TRANSACTION_UNKNOWN, message);
    var told = event.inSession(download.session(), download.profile());
    timeline.append(told.refused(refusal).endingAt(clock.instant()));
    return refusal;
  }

  private PrepareDownloadResponse.Ok checked(
      GetBoundProfilePackageRequest request, SessionTerms terms) {
    if (request.prepareDownloadResponse() instanceof PrepareDownloadResponse.Error error) {
      throw new RspException(
          EUICC_VERIFICATION_FAILED,
          "the eUICC refused the download, downloadErrorCode " + error.downloadErrorCode());
    }
    var answer = (PrepareDownloadResponse.Ok) request.prepareDownloadResponse();
    var signed = Bytes.concat(answer.euiccSigned2().der(), terms.smdpSignature2());
    Refuse.unless(
        Signatures.verify(terms.euiccKey(), signed, SignatureTlv.value(answer.euiccSignature2())),
        EUICC_VERIFICATION_FAILED,
        "euiccSignature2 does not verify");
    Refuse.unless(
        answer.euiccSigned2().transactionId().equals(terms.transactionId()),
        TRANSACTION_UNKNOWN,
        "euiccSigned2 names another transactionId");
    return answer;
  }

  private void refuseExpired(Profile.Downloadable profile) {
    Refuse.unless(
        !profile.order().expiredAt(clock.instant()),
        DOWNLOAD_ORDER_EXPIRED,
        "the download order has expired");
  }

  private static void checkCode(
      PrepareDownloadResponse.Ok answer, Profile.Downloadable profile, ProfileType type) {
    var check = new ConfirmationCheck(type.maxConfirmationAttempts());
    var refusal = check.refusal(profile.order(), answer.euiccSigned2());
    if (refusal.isPresent()) {
      throw refusal.get();
    }
  }

  private Optional<Bytes> deliver(
      PrepareDownloadResponse.Ok answer,
      Bytes digest,
      RspSession.Open session,
      DownloadInProgress download,
      Profile.Downloadable profile,
      ActivationEvent event) {
    var terms = session.terms();
    var set = credentials(terms);
    try (var made = bindings.bind(download, set, answer.euiccSigned2().euiccOtpk())) {
      var binding = made.binding();
      var sign = binding.sign(terms.transactionId(), set.dpPb().key());
      var bound = new Bound(terms, digest, sign);
      var delivered = event
          .moving(profile, profile.downloaded())
          .telling(ProgressPoints.ofDelivery())
          .endingAt(clock.instant());
      return downloads.bind(
              session, bound, profile, binding, made.prepared(), made.verdict(), delivered)
          ? Optional.of(binding.assemble(terms.transactionId(), sign))
          : Optional.empty();
    }
  }

  private static Bytes again(Bound bound, DownloadInProgress download) {
    TransactionId transactionId = bound.terms().transactionId();
    Binding binding = download
        .binding()
        .orElseThrow(Refuse.as(TRANSACTION_UNKNOWN, "the package of this session is gone"));
    return binding.assemble(transactionId, bound.smdpSign());
  }

  private CredentialSet credentials(SessionTerms terms) {
    return smdp.named(terms.credentialSet())
        .orElseThrow(
            Refuse.as(TRANSACTION_UNKNOWN, "the session was begun with another certificate"));
  }
}

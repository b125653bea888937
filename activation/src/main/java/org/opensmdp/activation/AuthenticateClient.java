package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.EID_REFUSED;
import static org.opensmdp.rsp.StatusCode.PROFILE_TYPE_STOPPED_ON_WARNING;
import static org.opensmdp.rsp.StatusCode.PROVIDER_EXECUTION_ERROR;
import static org.opensmdp.rsp.StatusCode.TRANSACTION_UNKNOWN;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.Challenges.Challenge;
import org.opensmdp.activation.DownloadOffer.BoundBefore;
import org.opensmdp.activation.RspSession.Authenticated;
import org.opensmdp.activation.rollout.Candidate;
import org.opensmdp.activation.rollout.VersionChoice;
import org.opensmdp.certs.EuiccChains;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpSigned2;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ES9+.AuthenticateClient (SGP.22 v2 §5.6.3): the card proves itself and claims an order. The checks
 * stand in the order of the specification.
 *
 * <p>The nominal way reads once and writes once. Only a request that is about to be refused is looked
 * up as a repetition: the identical one gets the identical answer, another one finds the
 * transactionId used up.
 */
public final class AuthenticateClient {
  private static final Logger LOG = LoggerFactory.getLogger(AuthenticateClient.class);
  private static final String FUNCTION = "ES9+.AuthenticateClient";
  private static final int TRIES = 3;

  private final Smdp smdp;
  private final Challenges challenges;
  private final CardProof proof;
  private final OrderMatch orders;
  private final Downloads downloads;
  private final Templates templates;
  private final HandoffChecks checks;
  private final Timeline timeline;
  private final InstantSource clock;

  /** Ends the order, unless the request is the repetition of the one that took the last attempt. */
  private static final class LimitReached extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Profile.Downloadable profile;
    private final transient RspException refusal;

    LimitReached(Profile.Downloadable profile, RspException refusal) {
      super(refusal.text(), null, false, false); // an answer, not a fault: no stack
      this.profile = profile;
      this.refusal = refusal;
    }
  }

  /** What is known of a request so far: a refusal is told with it. */
  private static final class Known {
    private ActivationEvent event;

    Known(ActivationEvent event) {
      this.event = event;
    }

    void provenBy(Eid card) {
      event = event.by(card);
      if (!card.checkDigitsHold()) {
        LOG.atWarn()
            .addKeyValue("eid", card)
            .log("A card has wrong check digits in its EID; it is served all the same");
        event = event.saying("the check digits of the EID are wrong");
      }
    }

    void found(Profile profile) {
      event = event.moving(profile, profile);
    }
  }

  public AuthenticateClient(
      Smdp smdp,
      Challenges challenges,
      EuiccChains chains,
      Downloads downloads,
      Templates templates,
      HandoffChecks checks,
      InstantSource clock) {
    this.smdp = smdp;
    this.challenges = challenges;
    this.proof = new CardProof(smdp, chains);
    this.orders = new OrderMatch(downloads);
    this.downloads = downloads;
    this.templates = templates;
    this.checks = checks;
    this.timeline = checks.timeline();
    this.clock = clock;
  }

  /**
   * Checks the card and claims an order for it.
   *
   * @throws RspException with the pair of the first check that fails; the transactionId is used up
   *     then, the order is not
   */
  public AuthenticateClientResponse run(AuthenticateClientRequest request) {
    var started = clock.instant();
    var challenge = challenges
        .recall(request.transactionId())
        .orElseThrow(Refuse.as(TRANSACTION_UNKNOWN, "the transactionId is unknown or has expired"));
    var known = new Known(ActivationEvent.of(FUNCTION, started).in(request.transactionId()));
    try {
      var card = proof.check(request.authenticateServerResponse(), challenge);
      known.provenBy(card.eid());
      return claim(card, challenge, known);
    } catch (LimitReached limit) {
      return answeredBefore(request, known).orElseThrow(() -> ended(limit, challenge, known));
    } catch (RspException refusal) {
      return answeredBefore(request, known).orElseThrow(() -> recorded(refusal, challenge, known));
    }
  }

  private AuthenticateClientResponse claim(ProvenCard card, Challenge challenge, Known known) {
    boolean room = true;
    for (int i = 0; i < TRIES; i++) {
      var offer = orders.find(card);
      known.found(offer.profile());
      var profile = orders.downloadable(card, offer);
      checkHolder(offer, known);
      checkLimits(profile, offer.type());
      var facts = facts(card, offer);
      var version = version(card, offer, facts, room);
      checkEligible(card, offer, version, known);
      var session = session(card, challenge, offer, version, facts);
      var claimed = profile.authenticated(card.eid());
      var told = events(challenge, known.event, profile, claimed);
      var begun = downloads.begin(session, profile, claimed, version, told);
      room = begun != Downloads.Begun.NO_ROOM;
      Refuse.unless(
          begun != Downloads.Begun.TRANSACTION_USED,
          TRANSACTION_UNKNOWN,
          "the transactionId is used up");
      if (begun == Downloads.Begun.DONE) {
        checks.matched(Handoff.AUTHENTICATION);
        countAgain(profile);
        return response(session.terms());
      }
    }
    throw new IllegalStateException("the order of one card is being moved without end");
  }

  private void countAgain(Profile.Downloadable before) {
    if (before instanceof Profile.Downloaded) {
      checks.repeated(HandoffPolicy.DOWNLOAD);
    }
  }

  private void checkLimits(Profile.Downloadable profile, ProfileType type) {
    try {
      OrderMatch.checkLimits(profile, type, clock.instant());
    } catch (RspException refusal) {
      throw new LimitReached(profile, refusal);
    }
  }

  /** The order is this card's; another one that has been let in with it has the same profile. */
  private void checkHolder(DownloadOffer offer, Known known) {
    if (offer.heldElsewhere()) {
      var what = "another eUICC than the order's has a session for this ICCID";
      throw checks.contradiction(
          Handoff.AUTHENTICATION, known.event, what, EID_REFUSED, "EID refused for this profile");
    }
  }

  /** The version of the order, as the rollout of its type says; without room that which others get. */
  private static VersionChoice version(
      ProvenCard card, DownloadOffer offer, AttemptFacts facts, boolean room) {
    var candidate = new Candidate(card.eid(), facts, card.tac().toString(), offer.tag());
    var rollout = offer.rollout().filter(it -> room);
    return VersionChoice.of(offer.versionId(), offer.pin(), rollout, offer.exceptions(), candidate);
  }

  private void checkEligible(
      ProvenCard card, DownloadOffer offer, VersionChoice version, Known known) {
    var euicc = card.response().euiccSigned1().euiccInfo2();
    new Eligibility(euicc).check(offer.type(), needed(offer, version, known));
  }

  private Optional<ProfileRequirements> needed(
      DownloadOffer offer, VersionChoice version, Known known) {
    try {
      return offer.readyMade().or(() -> templates.requirements(version.versionId()));
    } catch (AlteredTemplate e) {
      var what = String.valueOf(e.getMessage());
      throw checks.contradiction(
          Handoff.AUTHENTICATION,
          known.event,
          what,
          PROVIDER_EXECUTION_ERROR,
          "the package may not be delivered");
    }
  }

  private Authenticated session(
      ProvenCard card,
      Challenge challenge,
      DownloadOffer offer,
      VersionChoice version,
      AttemptFacts facts) {
    var set = card.credentials();
    var bound =
        offer.boundBefore().filter(before -> before.curve() == set.curve() && !version.repins());
    var signed = SmdpSigned2.of(
        challenge.transactionId(), needsCode(offer), bound.map(BoundBefore::euiccOtpk));
    var signedOctets = Bytes.concat(signed.der(), card.response().euiccSignature1());
    var now = clock.instant();
    return new Authenticated(new SessionTerms(
        challenge.transactionId(),
        offer.profile().iccid(),
        card.eid(),
        Smdp.nameOf(set),
        Digest.of(card.response().der()),
        card.key(),
        signed.der(),
        SignatureTlv.toDer(set.dpPb().key().sign(signedOctets)),
        bound.map(BoundBefore::profileMetadata).orElseGet(() -> metadata(offer)),
        false,
        Optional.empty(),
        Optional.of(card.tac()),
        Optional.of(version.rollout().map(it -> facts.in(it.rolloutId())).orElse(facts)),
        false,
        now,
        now.plus(challenges.lifetime())));
  }

  private static AttemptFacts facts(ProvenCard card, DownloadOffer offer) {
    var euicc = card.response().euiccSigned1().euiccInfo2();
    return AttemptFacts.of(card.eid(), euicc, offer.imsi()).shown(card.evidence());
  }

  private static boolean needsCode(DownloadOffer offer) {
    return ((Profile.Ordered) offer.profile()).order().confirmationCodeHash().isPresent();
  }

  private static Bytes metadata(DownloadOffer offer) {
    return ShownMetadata.of(offer.type(), offer.profile().iccid(), offer.imsi()).der();
  }

  /** The session's beginning, told now: before the card had proved itself nothing was written. */
  private static List<ActivationEvent> events(
      Challenge challenge, ActivationEvent event, Profile from, Profile to) {
    var begun = ActivationEvent.of("ES9+.InitiateAuthentication", challenge.issuedAt())
        .in(challenge.transactionId())
        .of(from.iccid());
    var moved = event.moving(from, to);
    return List.of(begun.by(to.eid().orElseThrow()), moved);
  }

  private AuthenticateClientResponse response(SessionTerms terms) {
    var set = smdp.named(terms.credentialSet())
        .orElseThrow(
            Refuse.as(TRANSACTION_UNKNOWN, "the session was begun with another certificate"));
    return new AuthenticateClientResponse(
        terms.transactionId(),
        terms.profileMetadata(),
        SmdpSigned2.parse(terms.smdpSigned2()),
        terms.smdpSignature2(),
        set.dpPb().certificate().der());
  }

  private Optional<AuthenticateClientResponse> answeredBefore(
      AuthenticateClientRequest request, Known known) {
    var before = downloads.findSession(request.transactionId());
    if (before.isEmpty()) {
      Refuse.unless(
          !downloads.isUsed(request.transactionId()),
          TRANSACTION_UNKNOWN,
          "the transactionId is used up");
      return Optional.empty();
    }
    var terms = before.get().session().terms();
    var digest = Digest.of(request.authenticateServerResponse().der());
    boolean same =
        before.get().session() instanceof Authenticated && terms.requestDigest().equals(digest);
    if (!same) {
      throw usedUp(before.get(), known);
    }
    checks.repeated(HandoffPolicy.AUTHENTICATION);
    return Optional.of(response(terms));
  }

  /** The session goes on as it was; its order is told who else has asked. */
  private RspException usedUp(SessionOfOrder before, Known known) {
    var refusal = new RspException(TRANSACTION_UNKNOWN, "the transactionId is used up");
    var told = known.event.inSession(before.session(), before.profile()).refused(refusal);
    timeline.append(told.endingAt(clock.instant()));
    return refusal;
  }

  private RspException ended(LimitReached limit, Challenge challenge, Known known) {
    var failed = limit.profile.failed(limit.refusal.status());
    var told = known
        .event
        .moving(limit.profile, failed)
        .refused(limit.refusal)
        .telling(ProgressPoints.ofRefusal(limit.refusal.status()));
    downloads.fail(
        challenge.transactionId(), limit.profile, failed, told.endingAt(clock.instant()));
    return limit.refusal;
  }

  /** That an order has ended is told once, when it ends; that a card is not eligible, of each. */
  private static Optional<Progress> told(RspException refusal) {
    return Optional.of(refusal.status())
        .filter(PROFILE_TYPE_STOPPED_ON_WARNING::equals)
        .flatMap(ProgressPoints::ofRefusal);
  }

  private RspException recorded(RspException refusal, Challenge challenge, Known known) {
    var told = known.event.refused(refusal).endingAt(clock.instant()).telling(told(refusal));
    checks.refused(Handoff.AUTHENTICATION, refusal);
    downloads.refuse(challenge.transactionId(), told);
    return refusal;
  }
}

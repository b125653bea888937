package org.opensmdp.simulator;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateServerRequest;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionRequest;
import org.opensmdp.rsp.CtxParams1;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.HashCc;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.PrepareDownloadRequest;
import org.opensmdp.rsp.ProfileInstallationResult;

/**
 * An LPA: brings a {@link VirtualEuicc} and SM-DP+s together (SGP.22 v2 §3.1). {@link #download} does
 * all; the steps can be taken one by one, so that one can be repeated, left out or taken later. What
 * the functions of {@link Es9Plus} throw, the steps throw. One thread at a time, like its card.
 */
public final class Lpa {
  private final VirtualEuicc euicc;
  private final Function<String, ? extends Es9Plus> servers;
  private final LpaOptions options;
  private final LpaListener listener;
  private final InstantSource clock;

  /**
   * @param servers the client of an address, host or host:port
   * @param clock for the durations the listener is told
   */
  public Lpa(
      VirtualEuicc euicc,
      Function<String, ? extends Es9Plus> servers,
      LpaOptions options,
      LpaListener listener,
      InstantSource clock) {
    this.euicc = euicc;
    this.servers = servers;
    this.options = options;
    this.listener = listener;
    this.clock = clock;
  }

  public VirtualEuicc euicc() {
    return euicc;
  }

  /**
   * Downloads and installs a profile. A server that cannot be reached, is not trusted or answers
   * nonsense is thrown, as in the steps; everything else is an outcome.
   *
   * @param confirmationCode what the user types if the server wants a code
   */
  public InstallOutcome download(ActivationCode code, Optional<String> confirmationCode) {
    return new LpaDownload(this, options).run(code, confirmationCode);
  }

  /**
   * Asks an SM-DS what waits for this eUICC (SGP.22 v2 §3.6.2).
   *
   * @return the events, oldest first; each may be downloaded by its activation code
   * @throws Es11Refusal if the SM-DS refuses; otherwise as the functions of {@link Es9Plus}
   */
  public List<EventEntry> discover(Es11Client smds) {
    return discover(smds, Optional.empty());
  }

  /** The same for one event, as a parent SM-DS has named it. */
  public List<EventEntry> discover(Es11Client smds, Optional<MatchingId> eventId) {
    var server = step(
        LpaStep.DISCOVERY_INITIATE_AUTHENTICATION,
        () -> smds.initiateAuthentication(new InitiateAuthenticationRequest(
            euicc.getEuiccChallenge(), euicc.euiccInfo1(), smds.address())));
    var request = authenticateServer(server, eventId);
    return step(LpaStep.DISCOVERY_AUTHENTICATE_CLIENT, () -> smds.authenticateClient(request));
  }

  /** Takes the first step with the server of the code. */
  public LpaSession.Initiated initiateAuthentication(ActivationCode code) {
    var initiated = initiateAuthentication(code.smdpAddress());
    var found = RspCertificate.parse(initiated.response().serverCertificate()).smdpOid();
    if (code.smdpOid().isPresent() && !code.smdpOid().equals(found)) {
      throw new MalformedAnswer("serverCertificate: OID %s (expected: %s, of the activation code)"
          .formatted(
              found.map(Object::toString).orElse("absent"), code.smdpOid().get()));
    }
    return initiated;
  }

  /** Takes the first step with the server of this address. */
  public LpaSession.Initiated initiateAuthentication(String smdpAddress) {
    return step(LpaStep.INITIATE_AUTHENTICATION, () -> {
      var server = servers.apply(smdpAddress);
      var request = new InitiateAuthenticationRequest(
          euicc.getEuiccChallenge(), euicc.euiccInfo1(), smdpAddress);
      return new LpaSession.Initiated(server, server.initiateAuthentication(request));
    });
  }

  /** Has the eUICC look at the server, and authenticates it with the server. */
  public LpaSession.Authenticated authenticateClient(
      LpaSession.Initiated session, Optional<MatchingId> matchingId) {
    return authenticateClient(session, authenticateServer(session, matchingId));
  }

  /** Has the eUICC look at the server and returns what to tell the server, be it a refusal. */
  public AuthenticateClientRequest authenticateServer(
      LpaSession.Initiated session, Optional<MatchingId> matchingId) {
    return authenticateServer(session.response(), matchingId);
  }

  private AuthenticateClientRequest authenticateServer(
      InitiateAuthenticationResponse server, Optional<MatchingId> matchingId) {
    var request = AuthenticateServerRequest.of(
        server.serverSigned1(),
        server.serverSignature1(),
        server.euiccCiPKIdToBeUsed(),
        server.serverCertificate(),
        CtxParams1.of(matchingId, options.deviceInfo()));
    return step(
        LpaStep.AUTHENTICATE_SERVER,
        () -> new AuthenticateClientRequest(
            server.transactionId(), euicc.authenticateServer(request.der())));
  }

  /** Tells the server what the eUICC has said; the same request may be told again. */
  public LpaSession.Authenticated authenticateClient(
      LpaSession.Initiated session, AuthenticateClientRequest request) {
    return step(LpaStep.AUTHENTICATE_CLIENT, () -> {
      var response = session.server().authenticateClient(request);
      return new LpaSession.Authenticated(session, request, response);
    });
  }

  /** Has the eUICC prepare the download, and fetches the package. */
  public LpaSession.Downloaded getBoundProfilePackage(
      LpaSession.Authenticated session, Optional<String> confirmationCode) {
    return getBoundProfilePackage(session, prepareDownload(session, confirmationCode));
  }

  /** Has the eUICC prepare the download and returns what to tell the server, be it a refusal. */
  public GetBoundProfilePackageRequest prepareDownload(
      LpaSession.Authenticated session, Optional<String> confirmationCode) {
    var server = session.response();
    var hashCc = confirmationCode
        .filter(code -> server.smdpSigned2().ccRequiredFlag())
        .map(code -> HashCc.of(HashCc.stored(code), session.transactionId()));
    var request = PrepareDownloadRequest.of(
        server.smdpSigned2(), server.smdpSignature2(), hashCc, server.smdpCertificate());
    return step(
        LpaStep.PREPARE_DOWNLOAD,
        () -> new GetBoundProfilePackageRequest(
            session.transactionId(), euicc.prepareDownload(request.der())));
  }

  /** Fetches the package; the same request may be sent again. */
  public LpaSession.Downloaded getBoundProfilePackage(
      LpaSession.Authenticated session, GetBoundProfilePackageRequest request) {
    return step(LpaStep.GET_BOUND_PROFILE_PACKAGE, () -> {
      var response = session.server().getBoundProfilePackage(request);
      try {
        var bound = BoundProfilePackage.parse(response.boundProfilePackage());
        return new LpaSession.Downloaded(session, request, response, bound);
      } catch (InvalidMessage e) {
        throw new MalformedAnswer("answer.boundProfilePackage: " + e.getMessage(), e);
      }
    });
  }

  /** Gives the package to the eUICC piece by piece, until it has said how it ended. */
  public ProfileInstallationResult install(LpaSession.Downloaded session) {
    return step(LpaStep.LOAD_BOUND_PROFILE_PACKAGE, () -> {
      for (var segment : session.boundProfilePackage().segments()) {
        var result = euicc.loadBoundProfilePackage(segment);
        if (result.isPresent()) {
          return result.get();
        }
      }
      throw new MalformedAnswer("answer.boundProfilePackage: ends before the profile does");
    });
  }

  /**
   * Delivers the notifications of the eUICC and removes those delivered. One that cannot be delivered
   * stays for the next time; the listener hears why.
   *
   * @return how many were delivered
   */
  public int sendNotifications() {
    int delivered = 0;
    for (var notification : euicc.notifications()) {
      if (deliver(notification)) {
        euicc.removeNotification(notification.notificationMetadata().seqNumber());
        delivered++;
      }
    }
    return delivered;
  }

  private boolean deliver(PendingNotification notification) {
    try {
      return step(LpaStep.HANDLE_NOTIFICATION, () -> {
        var server = servers.apply(notification.notificationMetadata().notificationAddress());
        server.handleNotification(notification);
        return true;
      });
    } catch (RuntimeException e) { // told to the listener
      return false;
    }
  }

  /** Gives the session up, on the eUICC and at the server. */
  public void cancelSession(LpaSession session, CancelSessionReason reason) {
    var request = CancelSessionRequest.of(session.transactionId(), reason);
    step(LpaStep.CANCEL_SESSION, () -> {
      var response = euicc.cancelSession(request.der());
      session
          .server()
          .cancelSession(new CancelSessionFunctionRequest(session.transactionId(), response));
      return response;
    });
  }

  private <T> T step(LpaStep step, Supplier<T> action) {
    var start = clock.instant();
    try {
      var result = action.get();
      listener.stepped(step, Duration.between(start, clock.instant()), Optional.empty());
      return result;
    } catch (RuntimeException e) {
      listener.stepped(step, Duration.between(start, clock.instant()), Optional.of(e));
      throw e;
    }
  }
}

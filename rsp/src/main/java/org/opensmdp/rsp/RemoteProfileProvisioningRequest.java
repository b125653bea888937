package org.opensmdp.rsp;

/**
 * What an LPA posts in the ASN.1 binding of ES9+ (SGP.22 v2 §6.6). Tags are automatic and implicit
 * where the type allows: each alternative keeps one tag only, and A2, around a CHOICE, is explicit.
 *
 * <pre>
 * RemoteProfileProvisioningRequest ::= [2] CHOICE { -- Tag 'A2'
 *     initiateAuthenticationRequest [57] InitiateAuthenticationRequest, -- Tag 'BF39'
 *     authenticateClientRequest     [59] AuthenticateClientRequest,     -- Tag 'BF3B'
 *     getBoundProfilePackageRequest [58] GetBoundProfilePackageRequest, -- Tag 'BF3A'
 *     cancelSessionRequestEs9       [65] CancelSessionRequestEs9,       -- Tag 'BF41'
 *     handleNotification            [61] HandleNotification }           -- Tag 'BF3D'
 * </pre>
 */
public sealed interface RemoteProfileProvisioningRequest {
  Es9Function function();

  /** Returns the whole TLV, A2. */
  Bytes toDer();

  /** Returns the integer that tells the sender of this request that it is refused. */
  default int error(StatusCode status) {
    return function().error(status);
  }

  /**
   * Returns whose request it is, without reading the request itself: an answer to a malformed one
   * needs the function too.
   */
  static Es9Function functionOf(Bytes octets) {
    String path = "RemoteProfileProvisioningRequest";
    return Es9Function.in(path, Tlv.parse(path, 0xA2, octets));
  }

  static RemoteProfileProvisioningRequest parse(Bytes octets) {
    var function = functionOf(octets);
    String path = function.text() + "Request";
    var request = Tlv.parse(path, Tlv.parse(path, octets).value()).members(path);
    return switch (function) {
      case INITIATE_AUTHENTICATION -> InitiateAuthentication.from(request);
      case AUTHENTICATE_CLIENT -> AuthenticateClient.from(request);
      case GET_BOUND_PROFILE_PACKAGE -> GetBoundProfilePackage.from(request);
      case HANDLE_NOTIFICATION -> HandleNotification.from(request);
      case CANCEL_SESSION -> CancelSession.from(request);
    };
  }

  /**
   * ES9+.InitiateAuthentication.
   *
   * <pre>
   * InitiateAuthenticationRequest ::= [57] SEQUENCE { -- Tag 'BF39'
   *     euiccChallenge [1] Octet16,
   *     smdpAddress    [3] UTF8String,
   *     euiccInfo1     EUICCInfo1 }
   * </pre>
   */
  record InitiateAuthentication(InitiateAuthenticationRequest request)
      implements RemoteProfileProvisioningRequest {

    private static InitiateAuthentication from(TlvReader members) {
      var challenge = members.value(0x81, "euiccChallenge");
      var address = members.utf8(0x83, "smdpAddress");
      var info1 = EuiccInfo1.parse(members.whole(0xBF20, "euiccInfo1"));
      members.skipRest();
      return new InitiateAuthentication(
          new InitiateAuthenticationRequest(challenge, info1, address));
    }

    @Override
    public Es9Function function() {
      return Es9Function.INITIATE_AUTHENTICATION;
    }

    @Override
    public Bytes toDer() {
      return function()
          .wrap(
              Der.tlv(0x81, request.euiccChallenge()),
              Der.utf8(0x83, request.smdpAddress()),
              request.euiccInfo1().der());
    }
  }

  /**
   * ES9+.AuthenticateClient.
   *
   * <pre>
   * AuthenticateClientRequest ::= [59] SEQUENCE { -- Tag 'BF3B'
   *     transactionId              [0]  TransactionId,
   *     authenticateServerResponse [56] AuthenticateServerResponse }
   * </pre>
   */
  record AuthenticateClient(AuthenticateClientRequest request)
      implements RemoteProfileProvisioningRequest {

    private static AuthenticateClient from(TlvReader members) {
      var id = TransactionId.next(members);
      var response = members.whole(0xBF38, "authenticateServerResponse");
      members.skipRest();
      return new AuthenticateClient(
          new AuthenticateClientRequest(id, AuthenticateServerResponse.parse(response)));
    }

    @Override
    public Es9Function function() {
      return Es9Function.AUTHENTICATE_CLIENT;
    }

    /** A card that has refused has signed nothing, so its signature is not what is wrong. */
    @Override
    public int error(StatusCode status) {
      boolean refusedByCard =
          request.authenticateServerResponse() instanceof AuthenticateServerResponse.Error;
      return refusedByCard && status == StatusCode.EUICC_VERIFICATION_FAILED
          ? Es9Function.UNDEFINED_ERROR
          : function().error(status);
    }

    @Override
    public Bytes toDer() {
      return function()
          .wrap(
              request.transactionId().toDer(),
              request.authenticateServerResponse().der());
    }
  }

  /**
   * ES9+.GetBoundProfilePackage.
   *
   * <pre>
   * GetBoundProfilePackageRequest ::= [58] SEQUENCE { -- Tag 'BF3A'
   *     transactionId           [0]  TransactionId,
   *     prepareDownloadResponse [33] PrepareDownloadResponse }
   * </pre>
   */
  record GetBoundProfilePackage(GetBoundProfilePackageRequest request)
      implements RemoteProfileProvisioningRequest {

    private static GetBoundProfilePackage from(TlvReader members) {
      var id = TransactionId.next(members);
      var response = members.whole(0xBF21, "prepareDownloadResponse");
      members.skipRest();
      return new GetBoundProfilePackage(
          new GetBoundProfilePackageRequest(id, PrepareDownloadResponse.parse(response)));
    }

    @Override
    public Es9Function function() {
      return Es9Function.GET_BOUND_PROFILE_PACKAGE;
    }

    /** A card that has refused has signed nothing, so its signature is not what is wrong. */
    @Override
    public int error(StatusCode status) {
      boolean refusedByCard =
          request.prepareDownloadResponse() instanceof PrepareDownloadResponse.Error;
      return refusedByCard && status == StatusCode.EUICC_VERIFICATION_FAILED
          ? Es9Function.UNDEFINED_ERROR
          : function().error(status);
    }

    @Override
    public Bytes toDer() {
      return function()
          .wrap(
              request.transactionId().toDer(), request.prepareDownloadResponse().der());
    }
  }

  /**
   * ES9+.HandleNotification.
   *
   * <pre>
   * HandleNotification ::= [61] SEQUENCE { -- Tag 'BF3D'
   *     pendingNotification PendingNotification } -- [0], explicit around a CHOICE
   * </pre>
   *
   * @param pendingNotification octets, not a message: the same as in JSON, so without the A0
   */
  record HandleNotification(Bytes pendingNotification) implements RemoteProfileProvisioningRequest {

    private static HandleNotification from(TlvReader members) {
      var notification = members.next();
      members.skipRest();
      var octets = notification.tag() == 0xA0 ? notification.value() : notification.whole();
      if (octets.isEmpty()) {
        throw new InvalidMessage(members.path("pendingNotification") + ": missing");
      }
      return new HandleNotification(octets);
    }

    @Override
    public Es9Function function() {
      return Es9Function.HANDLE_NOTIFICATION;
    }

    @Override
    public Bytes toDer() {
      return function().wrap(Der.tlv(0xA0, pendingNotification));
    }
  }

  /**
   * ES9+.CancelSession.
   *
   * <pre>
   * CancelSessionRequestEs9 ::= [65] SEQUENCE { -- Tag 'BF41'
   *     transactionId         TransactionId,           -- [0]
   *     cancelSessionResponse CancelSessionResponse } -- [1], in the place of its own [65]
   * </pre>
   *
   * <p>BF41 inside the A1, as explicit tags would have it, is taken too; it is never sent.
   */
  record CancelSession(CancelSessionFunctionRequest request)
      implements RemoteProfileProvisioningRequest {
    private static final int CANCEL_SESSION_RESPONSE = 0xBF41;
    private static final String PATH = "CancelSessionRequestEs9.cancelSessionResponse";

    private static CancelSession from(TlvReader members) {
      var id = TransactionId.next(members);
      var response = members.value(0xA1, "cancelSessionResponse");
      members.skipRest();
      boolean explicit = new TlvReader(PATH, response).peek() == CANCEL_SESSION_RESPONSE;
      return new CancelSession(new CancelSessionFunctionRequest(
          id,
          CancelSessionResponse.parse(
              explicit ? response : Der.tlv(CANCEL_SESSION_RESPONSE, response))));
    }

    @Override
    public Es9Function function() {
      return Es9Function.CANCEL_SESSION;
    }

    @Override
    public Bytes toDer() {
      var response = Tlv.parse(
          "CancelSessionResponse",
          CANCEL_SESSION_RESPONSE,
          request.cancelSessionResponse().der());
      return function().wrap(request.transactionId().toDer(), Der.tlv(0xA1, response.value()));
    }
  }
}

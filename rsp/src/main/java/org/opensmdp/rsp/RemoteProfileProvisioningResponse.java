package org.opensmdp.rsp;

/**
 * What an SM-DP+ answers in the ASN.1 binding of ES9+ (SGP.22 v2 §6.6). Each response is a CHOICE
 * of the function's output, A0, and an INTEGER, 81; HandleNotification has none.
 *
 * <pre>
 * RemoteProfileProvisioningResponse ::= [2] CHOICE { -- Tag 'A2'
 *     initiateAuthenticationResponse [57] InitiateAuthenticationResponse, -- Tag 'BF39'
 *     authenticateClientResponseEs9  [59] AuthenticateClientResponseEs9,  -- Tag 'BF3B'
 *     getBoundProfilePackageResponse [58] GetBoundProfilePackageResponse, -- Tag 'BF3A'
 *     cancelSessionResponseEs9       [65] CancelSessionResponseEs9,       -- Tag 'BF41'
 *     ... }
 * </pre>
 */
public sealed interface RemoteProfileProvisioningResponse {
  Es9Function function();

  /** Returns the whole TLV, A2. */
  Bytes toDer();

  static RemoteProfileProvisioningResponse parse(Bytes octets) {
    String outer = "RemoteProfileProvisioningResponse";
    var message = Tlv.parse(outer, 0xA2, octets);
    var function = Es9Function.in(outer, message);
    String path = function.text() + "Response";
    var choice = Tlv.parse(path, message.value()).members(path);
    var alternative = choice.next();
    choice.end();
    return switch (alternative.tag()) {
      case 0xA0 -> ok(function, alternative.members(function.text() + "Ok"));
      case 0x81 -> error(function, Der.intValue(path, alternative));
      default ->
        throw new InvalidMessage(
            "%s: alternative %s (expected: A0 or 81)".formatted(path, Tlv.hex(alternative.tag())));
    };
  }

  private static RemoteProfileProvisioningResponse ok(Es9Function function, TlvReader members) {
    var ok = switch (function) {
      case INITIATE_AUTHENTICATION -> InitiateAuthenticationOk.from(members);
      case AUTHENTICATE_CLIENT -> AuthenticateClientOk.from(members);
      case GET_BOUND_PROFILE_PACKAGE -> GetBoundProfilePackageOk.from(members);
      case HANDLE_NOTIFICATION -> throw noAnswer();
      case CANCEL_SESSION -> new CancelSessionOk();
    };
    members.skipRest();
    return ok;
  }

  private static Error error(Es9Function function, int error) {
    if (function == Es9Function.HANDLE_NOTIFICATION) {
      throw noAnswer();
    }
    return new Error(function, error);
  }

  private static InvalidMessage noAnswer() {
    return new InvalidMessage("RemoteProfileProvisioningResponse: tag BF3D, which has no answer");
  }

  /**
   * ES9+.InitiateAuthentication has challenged the eUICC.
   *
   * <pre>
   * InitiateAuthenticationOkEs9 ::= SEQUENCE {
   *     transactionId       [0] TransactionId,
   *     serverSigned1       ServerSigned1,
   *     serverSignature1    [APPLICATION 55] OCTET STRING,
   *     euiccCiPKIdToBeUsed SubjectKeyIdentifier,
   *     serverCertificate   Certificate }
   * </pre>
   */
  record InitiateAuthenticationOk(InitiateAuthenticationResponse response)
      implements RemoteProfileProvisioningResponse {

    private static InitiateAuthenticationOk from(TlvReader members) {
      return new InitiateAuthenticationOk(new InitiateAuthenticationResponse(
          TransactionId.next(members),
          ServerSigned1.from(members.next(0x30, "serverSigned1")),
          SignatureTlv.next(members, "serverSignature1"),
          SubjectKeyId.from(
              members.path("euiccCiPKIdToBeUsed"), members.next(0x04, "euiccCiPKIdToBeUsed")),
          members.whole(0x30, "serverCertificate")));
    }

    @Override
    public Es9Function function() {
      return Es9Function.INITIATE_AUTHENTICATION;
    }

    @Override
    public Bytes toDer() {
      return function()
          .wrap(Der.tlv(
              0xA0,
              response.transactionId().toDer(),
              response.serverSigned1().der(),
              response.serverSignature1(),
              response.euiccCiPKIdToBeUsed().toDer(),
              response.serverCertificate()));
    }
  }

  /**
   * ES9+.AuthenticateClient announces a profile.
   *
   * <pre>
   * AuthenticateClientOk ::= SEQUENCE {
   *     transactionId   [0]  TransactionId,
   *     profileMetaData [37] StoreMetadataRequest,
   *     smdpSigned2     SmdpSigned2,
   *     smdpSignature2  [APPLICATION 55] OCTET STRING,
   *     smdpCertificate Certificate }
   * </pre>
   */
  record AuthenticateClientOk(AuthenticateClientResponse response)
      implements RemoteProfileProvisioningResponse {

    private static AuthenticateClientOk from(TlvReader members) {
      return new AuthenticateClientOk(new AuthenticateClientResponse(
          TransactionId.next(members),
          members.whole(0xBF25, "profileMetaData"),
          SmdpSigned2.from(members.next(0x30, "smdpSigned2")),
          SignatureTlv.next(members, "smdpSignature2"),
          members.whole(0x30, "smdpCertificate")));
    }

    @Override
    public Es9Function function() {
      return Es9Function.AUTHENTICATE_CLIENT;
    }

    @Override
    public Bytes toDer() {
      return function()
          .wrap(Der.tlv(
              0xA0,
              response.transactionId().toDer(),
              response.profileMetadata(),
              response.smdpSigned2().der(),
              response.smdpSignature2(),
              response.smdpCertificate()));
    }
  }

  /**
   * ES9+.GetBoundProfilePackage hands the package out.
   *
   * <pre>
   * GetBoundProfilePackageOk ::= SEQUENCE {
   *     transactionId       [0]  TransactionId,
   *     boundProfilePackage [54] BoundProfilePackage }
   * </pre>
   */
  record GetBoundProfilePackageOk(GetBoundProfilePackageResponse response)
      implements RemoteProfileProvisioningResponse {

    private static GetBoundProfilePackageOk from(TlvReader members) {
      return new GetBoundProfilePackageOk(new GetBoundProfilePackageResponse(
          TransactionId.next(members), members.whole(0xBF36, "boundProfilePackage")));
    }

    @Override
    public Es9Function function() {
      return Es9Function.GET_BOUND_PROFILE_PACKAGE;
    }

    @Override
    public Bytes toDer() {
      return function()
          .wrap(Der.tlv(0xA0, response.transactionId().toDer(), response.boundProfilePackage()));
    }
  }

  /**
   * ES9+.CancelSession has closed the session.
   *
   * <pre>
   * CancelSessionOk ::= SEQUENCE { -- This function has no output data
   * }
   * </pre>
   */
  record CancelSessionOk() implements RemoteProfileProvisioningResponse {
    @Override
    public Es9Function function() {
      return Es9Function.CANCEL_SESSION;
    }

    @Override
    public Bytes toDer() {
      return function().wrap(Der.tlv(0xA0));
    }
  }

  /** A function refuses; which integers there are, {@link Es9Function} says. */
  @SuppressWarnings("JavaLangClash") // the ASN.1 name of the alternative; never used bare outside
  record Error(Es9Function function, int error) implements RemoteProfileProvisioningResponse {
    public Error {
      if (function == Es9Function.HANDLE_NOTIFICATION) {
        throw new IllegalArgumentException("HandleNotification has no answer");
      }
    }

    @Override
    public Bytes toDer() {
      return function.wrap(Der.integer(0x81, error));
    }
  }
}

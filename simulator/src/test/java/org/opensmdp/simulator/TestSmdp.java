package org.opensmdp.simulator;

import java.security.SecureRandom;
import java.util.Optional;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.crypto.Binder;
import org.opensmdp.crypto.Binding;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.InvalidPoint;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.crypto.SigningKey;
import org.opensmdp.rsp.AuthenticateServerRequest;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ConfigureIsdpRequest;
import org.opensmdp.rsp.CtxParams1;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.PrepareDownloadRequest;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.ServerSigned1;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.SmdpSigned2;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.TransactionId;

/** A small honest SM-DP+: one session, every answer built in one place so that a test can forge it. */
final class TestSmdp {
  static final String ADDRESS = "smdp.example.com";

  private final SecureRandom random = new SecureRandom();
  final CredentialSet credentials;
  TransactionId transactionId = newId();

  TestSmdp(CredentialSet credentials) {
    this.credentials = credentials;
  }

  void newSession() {
    transactionId = newId();
  }

  private TransactionId newId() {
    return new TransactionId(octets(16));
  }

  Bytes octets(int size) {
    var octets = new byte[size];
    random.nextBytes(octets);
    return Bytes.wrap(octets);
  }

  SubjectKeyId ci() {
    return credentials.ci().subjectKeyId().orElseThrow();
  }

  ServerSigned1 serverSigned1(Bytes euiccChallenge, String address) {
    return ServerSigned1.of(transactionId, euiccChallenge, address, octets(16));
  }

  AuthenticateServerRequest authenticateServer(Bytes euiccChallenge) {
    return authenticateServer(
        euiccChallenge,
        ci(),
        credentials.dpAuth().certificate().der(),
        credentials.dpAuth().key());
  }

  AuthenticateServerRequest authenticateServer(
      Bytes euiccChallenge, SubjectKeyId ci, Bytes certificate, SigningKey key) {
    var signed = serverSigned1(euiccChallenge, ADDRESS);
    return AuthenticateServerRequest.of(
        signed, signature(key, signed.der()), ci, certificate, context());
  }

  static CtxParams1 context() {
    return CtxParams1.of(
        Optional.of(new MatchingId("A-1")), LpaOptions.defaults().deviceInfo());
  }

  static Bytes signature(SigningKey key, Bytes... parts) {
    return SignatureTlv.toDer(key.sign(Bytes.concat(parts)));
  }

  SmdpSigned2 smdpSigned2(boolean ccRequired, Optional<Bytes> bppEuiccOtpk) {
    return SmdpSigned2.of(transactionId, ccRequired, bppEuiccOtpk);
  }

  PrepareDownloadRequest prepareDownload(AuthenticateServerResponse.Ok authenticated) {
    return prepareDownload(authenticated, smdpSigned2(false, Optional.empty()), Optional.empty());
  }

  PrepareDownloadRequest prepareDownload(
      AuthenticateServerResponse.Ok authenticated, SmdpSigned2 signed2, Optional<Bytes> hashCc) {
    var dpPb = credentials.dpPb();
    return PrepareDownloadRequest.of(
        signed2,
        signature(dpPb.key(), signed2.der(), authenticated.euiccSignature1()),
        hashCc,
        dpPb.certificate().der());
  }

  Binding bind(
      Eid eid, PrepareDownloadResponse.Ok prepared, Bytes metadata, ProfileProtection protection) {
    var configure = ConfigureIsdpRequest.of(credentials.oid()).der();
    return bind(eid, prepared, configure, metadata, protection);
  }

  Binding bind(
      Eid eid,
      PrepareDownloadResponse.Ok prepared,
      Bytes configureIsdp,
      Bytes metadata,
      ProfileProtection protection) {
    var point = new EcPublicKey(credentials.curve(), prepared.euiccSigned2().euiccOtpk());
    try {
      return new Binder(random).bind(eid, point, configureIsdp, metadata, protection);
    } catch (InvalidPoint e) {
      throw new AssertionError(e);
    }
  }

  BoundProfilePackage assemble(Binding binding) {
    return BoundProfilePackage.parse(
        binding.assemble(transactionId, credentials.dpPb().key()));
  }
}

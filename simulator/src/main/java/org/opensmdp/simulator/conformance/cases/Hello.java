package org.opensmdp.simulator.conformance.cases;

import java.util.List;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.SubjectKeyId;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.simulator.conformance.Trial;

/** What a card says of itself at first, as it is or changed, and what it was answered. */
record Hello(
    InitiateAuthenticationRequest request,
    InitiateAuthenticationResponse response,
    RspCertificate certificate) {
  static final VersionType SVN = new VersionType(2, 5, 0);
  private static final int CHALLENGE_OCTETS = 16;
  private static final int KEY_ID_OCTETS = 20;

  /** Says what a card of this wire says, and takes the answer. */
  static Hello to(Trial trial) {
    trial.step("InitiateAuthentication as a new card says it");
    return to(trial, at(trial, trial.target().smdpAddress()));
  }

  static Hello to(Trial trial, InitiateAuthenticationRequest request) {
    var response = trial.accepts(() -> trial.es9plus().initiateAuthentication(request));
    return new Hello(request, response, RspCertificate.parse(response.serverCertificate()));
  }

  static InitiateAuthenticationRequest at(Trial trial, String address) {
    var info = EuiccInfo1.of(SVN, own(trial), own(trial));
    return new InitiateAuthenticationRequest(challenge(trial), info, address);
  }

  static InitiateAuthenticationRequest of(Trial trial, VersionType svn) {
    return of(trial, EuiccInfo1.of(svn, own(trial), own(trial)));
  }

  static InitiateAuthenticationRequest of(
      Trial trial, List<SubjectKeyId> forVerification, List<SubjectKeyId> forSigning) {
    return of(trial, EuiccInfo1.of(SVN, forVerification, forSigning));
  }

  static InitiateAuthenticationRequest of(Trial trial, EuiccInfo1 info) {
    return new InitiateAuthenticationRequest(
        challenge(trial), info, trial.target().smdpAddress());
  }

  /** The CI of the wire. */
  static List<SubjectKeyId> own(Trial trial) {
    return List.of(ci(trial, trial.wire().curve()));
  }

  /** The CI of the other curve, which the server has too. */
  static List<SubjectKeyId> other(Trial trial) {
    return List.of(ci(trial, trial.wire().otherCurve()));
  }

  /** A CI that nobody has. */
  static List<SubjectKeyId> foreign(Trial trial) {
    return List.of(new SubjectKeyId(random(trial, KEY_ID_OCTETS)));
  }

  static SubjectKeyId ci(Trial trial, Curve curve) {
    return trial.target().cards(curve).ci().subjectKeyId().orElseThrow();
  }

  static Bytes challenge(Trial trial) {
    return random(trial, CHALLENGE_OCTETS);
  }

  private static Bytes random(Trial trial, int size) {
    var octets = new byte[size];
    trial.random().nextBytes(octets);
    return Bytes.wrap(octets);
  }
}

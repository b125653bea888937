package org.opensmdp.simulator;

import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.GetBoundProfilePackageResponse;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.PendingNotification;

/**
 * ES9+ of one server as an LPA calls it, whatever the binding (SGP.22 v2 §5.6). Answers are read
 * strictly, so that whatever passes here passes in the field. Any thread.
 *
 * <p>Each function throws {@link Es9PlusRefusal} if the server refuses, {@link MalformedAnswer} if the
 * answer is not one, and {@link java.io.UncheckedIOException} if there is none: no connection, a
 * certificate not trusted, a time-out.
 */
public interface Es9Plus {
  /** Returns host or host:port of the server. */
  String address();

  InitiateAuthenticationResponse initiateAuthentication(InitiateAuthenticationRequest request);

  AuthenticateClientResponse authenticateClient(AuthenticateClientRequest request);

  GetBoundProfilePackageResponse getBoundProfilePackage(GetBoundProfilePackageRequest request);

  void handleNotification(PendingNotification notification);

  void cancelSession(CancelSessionFunctionRequest request);
}

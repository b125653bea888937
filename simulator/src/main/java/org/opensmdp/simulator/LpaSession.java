package org.opensmdp.simulator;

import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.BoundProfilePackage;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.GetBoundProfilePackageResponse;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.TransactionId;

/**
 * How far an {@link Lpa} has come with a server. A value: it may be kept, and a step taken from it
 * again, as after a lost answer.
 *
 * <pre>
 * Initiated → Authenticated → Downloaded
 * </pre>
 */
public sealed interface LpaSession {
  Es9Plus server();

  TransactionId transactionId();

  /** The server has answered InitiateAuthentication. */
  record Initiated(Es9Plus server, InitiateAuthenticationResponse response) implements LpaSession {
    @Override
    public TransactionId transactionId() {
      return response.transactionId();
    }
  }

  /** The server has accepted the eUICC and announced a profile. */
  record Authenticated(
      Initiated initiated, AuthenticateClientRequest request, AuthenticateClientResponse response)
      implements LpaSession {
    @Override
    public Es9Plus server() {
      return initiated.server();
    }

    @Override
    public TransactionId transactionId() {
      return initiated.transactionId();
    }
  }

  /** The package is here. */
  record Downloaded(
      Authenticated authenticated,
      GetBoundProfilePackageRequest request,
      GetBoundProfilePackageResponse response,
      BoundProfilePackage boundProfilePackage)
      implements LpaSession {
    @Override
    public Es9Plus server() {
      return authenticated.server();
    }

    @Override
    public TransactionId transactionId() {
      return authenticated.transactionId();
    }
  }
}

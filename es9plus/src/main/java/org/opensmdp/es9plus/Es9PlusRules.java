package org.opensmdp.es9plus;

import java.util.function.Consumer;
import java.util.function.Function;
import org.opensmdp.rsp.AuthenticateClientRequest;
import org.opensmdp.rsp.AuthenticateClientResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionFunctionRequest;
import org.opensmdp.rsp.GetBoundProfilePackageRequest;
import org.opensmdp.rsp.GetBoundProfilePackageResponse;
import org.opensmdp.rsp.InitiateAuthenticationRequest;
import org.opensmdp.rsp.InitiateAuthenticationResponse;
import org.opensmdp.rsp.InvalidMessage;

/**
 * What the functions do, as far as a binding can see: message in, message out. The messages have been
 * read before a rule sees them; octets that a rule cannot read are therefore our own, and a defect.
 */
record Es9PlusRules(
    Function<InitiateAuthenticationRequest, InitiateAuthenticationResponse> initiateAuthentication,
    Function<AuthenticateClientRequest, AuthenticateClientResponse> authenticateClient,
    Function<GetBoundProfilePackageRequest, GetBoundProfilePackageResponse> getBoundProfilePackage,
    Consumer<Bytes> handleNotification,
    Consumer<CancelSessionFunctionRequest> cancelSession) {

  Es9PlusRules {
    initiateAuthentication = blamingOurselves(initiateAuthentication);
    authenticateClient = blamingOurselves(authenticateClient);
    getBoundProfilePackage = blamingOurselves(getBoundProfilePackage);
    handleNotification = silent(handleNotification);
    cancelSession = silent(cancelSession);
  }

  private static <I, O> Function<I, O> blamingOurselves(Function<I, O> rule) {
    return message -> {
      try {
        return rule.apply(message);
      } catch (InvalidMessage e) {
        throw new IllegalStateException("what is stored here cannot be read", e);
      }
    };
  }

  private static <I> Consumer<I> silent(Consumer<I> rule) {
    Function<I, Boolean> answering = blamingOurselves(message -> {
      rule.accept(message);
      return true;
    });
    return message -> {
      var unused = answering.apply(message);
    };
  }
}

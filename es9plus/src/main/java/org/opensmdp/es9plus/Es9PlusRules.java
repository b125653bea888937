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

/** What the functions do, as far as a binding can see: message in, message out. */
record Es9PlusRules(
    Function<InitiateAuthenticationRequest, InitiateAuthenticationResponse> initiateAuthentication,
    Function<AuthenticateClientRequest, AuthenticateClientResponse> authenticateClient,
    Function<GetBoundProfilePackageRequest, GetBoundProfilePackageResponse> getBoundProfilePackage,
    Consumer<Bytes> handleNotification,
    Consumer<CancelSessionFunctionRequest> cancelSession) {}

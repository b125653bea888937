package org.opensmdp.simulator.conformance.cases;

import java.util.List;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;

/** All cases of the suite, in the order of the report. */
public final class AllCases {
  private AllCases() {}

  public static List<Case> list() {
    return sources().stream().flatMap(source -> source.cases().stream()).toList();
  }

  private static List<CaseSource> sources() {
    return List.of(
        new NominalCases(),
        new InitiateAuthenticationCases(),
        new InitiateAuthenticationRefusals(),
        new AuthenticateClientCases(),
        new AuthenticateClientSessions(),
        new AuthenticateClientCertificates(),
        new AuthenticateClientOrders(),
        new AuthenticateClientEligibility(),
        new TlsCases(),
        new TransportCases(),
        new FailureCases(),
        new RequestCases(),
        new MalformedCases(),
        new Asn1Cases(),
        new GetBoundProfilePackageCases(),
        new ConfirmationCodeCases(),
        new BoundProfilePackageCases(),
        new BindingAgainCases(),
        new CancelSessionCases(),
        new CancelSessionRefusalCases(),
        new HandleNotificationCases(),
        new InstallationErrorCases(),
        new OtherNotificationCases(),
        new RetryCases(),
        new DownloadOrderCases(),
        new ConfirmOrderCases(),
        new ConfirmOrderRefusalCases(),
        new ReleaseProfileCases(),
        new CancelOrderCases(),
        new OrderCallCases(),
        new ProgressCases());
  }
}

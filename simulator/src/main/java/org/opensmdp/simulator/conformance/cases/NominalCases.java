package org.opensmdp.simulator.conformance.cases;

import java.util.List;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;
import org.opensmdp.simulator.conformance.Wish;

/** A whole download, as most are. */
public final class NominalCases implements CaseSource {
  @Override
  public List<Case> cases() {
    return List.of(Case.of("ES9+.Nominal_01", "A released profile is downloaded and installed")
        .requirement("SGP.22 v2 §3.1.3")
        .tags("es9plus", "nominal")
        .needs(Feature.ES2PLUS)
        .orders(ProfileKind.PLAIN)
        .given("an order without EID, released, with a matchingId")
        .expects("each function Executed-Success; the card installs the profile that was ordered")
        .finds(
            Fault.flips("getBoundProfilePackage", "boundProfilePackage"),
            Fault.without("authenticateClient", "profileMetadata"))
        .run(NominalCases::downloads));
  }

  private static void downloads(Trial trial) {
    var phone = trial.phone().orders(Wish.PLAIN);
    trial.step("Download, install, report");
    phone.getsIt();
    var installed = phone.euicc().profiles().stream().map(one -> one.iccid()).toList();
    trial.check("profiles on the card", List.of(phone.order().iccid()), installed);
  }
}

package org.opensmdp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code simulate}: a virtual device downloads and installs a profile. */
@Command(
    name = "simulate",
    description = "A virtual eUICC and its LPA download a profile from a running try-out server.")
final class SimulateCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The server's directory (default: ./data).")
  private Path data = Path.of("data");

  @Option(names = "--curve", description = "nist or brainpool (default: a card that has both).")
  private Optional<CertsCommand.CurveName> curve = Optional.empty();

  @Option(names = "--confirmation-code", description = "What the user types.")
  private Optional<String> code = Optional.empty();

  @Option(
      names = "--pause",
      description = "Wait for Enter between authenticateClient and getBoundProfilePackage.")
  private boolean pause;

  @Option(names = "--json", description = "End with one JSON object on standard output.")
  private boolean json;

  @Parameters(paramLabel = "CODE", description = "The activation code, LPA:1$... in single quotes.")
  private String activationCode = "";

  @Override
  public Integer call() throws IOException {
    var visitors = new Visitors(data);
    var progress = new Progress(json ? System.err : System.out);
    var euicc =
        visitors.cards(curve.map(CertsCommand.CurveName::curve)).euicc(visitors.cardNumber());
    progress.heading("The device, EID " + euicc.eid());
    var lpa = visitors.lpa(euicc, new DeviceSteps(progress));
    var result = download(lpa, ActivationCode.parse(activationCode));
    boolean installed = result instanceof FinalResult.Success;
    if (json) {
      var members = new LinkedHashMap<String, Object>();
      members.put("state", installed ? "Installed" : "NotInstalled");
      members.put("eid", euicc.eid().digits());
      members.put(
          "profiles", euicc.profiles().stream().map(p -> p.iccid().digits()).toList());
      System.out.println(Json.line(members));
    } else {
      System.out.println(installed ? "Installed" : "Not installed: " + result);
    }
    return installed ? 0 : 1;
  }

  private FinalResult download(Lpa lpa, ActivationCode wanted) throws IOException {
    var initiated = lpa.initiateAuthentication(wanted);
    LpaSession.Authenticated authenticated =
        lpa.authenticateClient(initiated, Optional.of(wanted.matchingId()));
    if (pause) {
      System.err.println("Paused before getBoundProfilePackage; press Enter to go on.");
      int ignored = System.in.read();
    }
    var result = lpa.install(lpa.getBoundProfilePackage(authenticated, code));
    lpa.sendNotifications();
    return result.profileInstallationResultData().finalResult();
  }
}

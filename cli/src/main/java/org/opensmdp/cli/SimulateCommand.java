package org.opensmdp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.simulator.EventEntry;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code simulate}: a virtual device downloads and installs a profile, or a population does. */
@Command(
    name = "simulate",
    description = {
      "A virtual eUICC and its LPA download a profile from a running try-out server;",
      "with --pack, a population of devices of a region does."
    })
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

  @Option(names = "--eid", description = "The card, one of the test EUM (default: a new one).")
  private Optional<Eid> eid = Optional.empty();

  @Option(
      names = "--discover",
      paramLabel = "HOST:PORT",
      description = "Ask this SM-DS what waits for the card, instead of a CODE.")
  private Optional<String> smds = Optional.empty();

  @Parameters(
      paramLabel = "CODE",
      arity = "0..1",
      description = "The activation code, LPA:1$... in single quotes.")
  private Optional<String> activationCode = Optional.empty();

  @Mixin
  private SimulateRate load = new SimulateRate();

  @Mixin
  private PackOptions packs = new PackOptions();

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (load.wanted()) {
      return load.run(data, curve, json);
    }
    if (packs.pack().isPresent()) {
      return new PackRun(packs, data, json, device -> {}).run(packs.pack().get());
    }
    var visitors = new Visitors(data);
    var progress = new Progress(json ? System.err : System.out);
    var euicc = visitors
        .cards(curve.map(CertsCommand.CurveName::curve))
        .euicc(eid.map(Visitors::numberOf).orElseGet(visitors::cardNumber));
    progress.heading("The device, EID " + euicc.eid());
    var lpa = visitors.lpa(euicc, new DeviceSteps(progress));
    boolean installed = true;
    for (var wanted : codes(visitors, lpa)) {
      var result = download(lpa, wanted);
      installed &= result instanceof FinalResult.Success;
      progress.line(
          result instanceof FinalResult.Success ? "Installed" : "Not installed: " + result);
    }
    if (json) {
      var members = new LinkedHashMap<String, Object>();
      members.put("state", installed ? "Installed" : "NotInstalled");
      members.put("eid", euicc.eid().digits());
      members.put(
          "profiles", euicc.profiles().stream().map(p -> p.iccid().digits()).toList());
      System.out.println(Json.line(members));
    }
    return installed ? 0 : 1;
  }

  /** What the user has scanned, or what an SM-DS knows. */
  private List<ActivationCode> codes(Visitors visitors, Lpa lpa) {
    if (smds.isEmpty()) {
      return List.of(ActivationCode.parse(activationCode.orElseThrow(() ->
          new ParameterException(spec.commandLine(), "give an activation CODE, or --discover"))));
    }
    var found = lpa.discover(visitors.es11(smds.get()));
    if (found.isEmpty()) {
      throw new IllegalStateException("the SM-DS knows of nothing for EID "
          + lpa.euicc().eid() + "; is it ordered for that EID?");
    }
    return found.stream().map(EventEntry::activationCode).toList();
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

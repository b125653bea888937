package org.opensmdp.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.opensmdp.console.QrCode;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Eid;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.OperatorClient;
import org.opensmdp.simulator.OrderConfirmation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code order}: orders as an operator does, and draws activation codes. */
@Command(
    name = "order",
    description = {
      "Order a profile of a running try-out server over ES2+; print its activation code.",
      "With a subcommand: look at orders and move them over the admin API."
    },
    subcommands = {
      OrderAdministration.Listing.class,
      OrderAdministration.Show.class,
      CaseCommands.Find.class,
      CaseCommands.Timeline.class,
      OrderAdministration.Place.class,
      OrderAdministration.Confirm.class,
      OrderAdministration.Release.class,
      OrderAdministration.Cancel.class,
      OrderQrCommand.class,
      OrderBulkCommand.class
    })
final class OrderCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The server's directory (default: ./data).")
  private Path data = Path.of("data");

  @Option(
      names = "--es2plus",
      paramLabel = "HOST:PORT",
      description = "Where the server listens for operators (default: localhost:8444).")
  private String address = "localhost:8444";

  @Option(names = "--type", description = "The profile type (default: demo).")
  private String type = TryOutStock.TYPE;

  @Option(names = "--eid", description = "The card it is for (default: the first that comes).")
  private Optional<Eid> eid = Optional.empty();

  @Option(
      names = "--smds",
      paramLabel = "HOST:PORT",
      description = "The SM-DS through which the card finds it; wants --eid.")
  private Optional<String> smds = Optional.empty();

  @Option(names = "--confirmation-code", description = "A code the user has to type.")
  private Optional<String> code = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    var operator = new Visitors(data).operator(address);
    var order = eid.map(card -> DownloadOrder.ofType(type).forEid(card))
        .orElseGet(() -> DownloadOrder.ofType(type));
    var iccid = operator.downloadOrder(order);
    var activationCode = confirm(operator, OrderConfirmation.release(iccid));
    if (json) {
      var members = new LinkedHashMap<String, Object>();
      members.put("iccid", iccid.digits());
      members.put("activationCode", activationCode.toUri());
      System.out.println(Json.line(members));
    } else {
      System.out.println("ICCID " + iccid);
      print(activationCode);
    }
    return 0;
  }

  private ActivationCode confirm(OperatorClient operator, OrderConfirmation release) {
    var plain = smds.map(release::smdsAddress).orElse(release);
    var confirmation = code.map(plain::confirmationCode).orElse(plain);
    var confirmed = operator.confirmOrder(confirmation);
    return new ActivationCode(
        confirmed.smdpAddress().orElseThrow(),
        confirmed.matchingId(),
        Optional.empty(),
        code.isPresent());
  }

  private static void print(ActivationCode code) {
    System.out.println(code.toUri());
    System.out.print(QrCode.of(code).terminal());
  }
}

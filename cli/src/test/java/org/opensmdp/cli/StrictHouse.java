package org.opensmdp.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.server.ConfigReader;
import org.opensmdp.server.OpensmdpServer;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.InstallOutcome;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.OrderConfirmation;

/** A server with short patience and small limits, for clients that misbehave; one for all tests. */
final class StrictHouse {
  static final int MAX_BODY_OCTETS = 256 << 10;

  private static final StrictHouse ONE = start();
  private static final String LIMITS =
      "limits: { workers: 4, max-body: 256KiB, read-timeout: 3s, idle-timeout: 2s }\n";

  private final Cluster cluster;
  private final OpensmdpServer server;
  private final SSLContext device;
  private final SSLContext operator;

  private StrictHouse(Cluster cluster, OpensmdpServer server) {
    this.cluster = cluster;
    this.server = server;
    this.device = RawHttp.device(cluster.directory());
    this.operator = RawHttp.operator(cluster.directory());
  }

  static StrictHouse get() {
    return ONE;
  }

  private static StrictHouse start() {
    var cluster = Cluster.create("strict");
    var config = new ConfigReader(Map.of()).read(cluster.config("strict", LIMITS));
    var server = OpensmdpServer.start(config, Clock.systemUTC());
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    cluster.stock(server.smdpAddress(), 20);
    return new StrictHouse(cluster, server);
  }

  Cluster cluster() {
    return cluster;
  }

  Path directory() {
    return cluster.directory();
  }

  int es9plus() {
    return server.es9plusAddresses().get(0).getPort();
  }

  int es2plus() {
    return server.es2plusAddress().orElseThrow().getPort();
  }

  RawHttp device() throws IOException {
    return RawHttp.open(device, es9plus());
  }

  RawHttp operator() throws IOException {
    return RawHttp.open(operator, es2plus());
  }

  /** Has a device send one request on a connection of its own. */
  RawAnswer device(byte[] request) throws IOException {
    return RawHttp.once(device, es9plus(), request);
  }

  /** Has the operator send one request on a connection of its own. */
  RawAnswer operator(byte[] request) throws IOException {
    return RawHttp.once(operator, es2plus(), request);
  }

  /** Whether the next operator and the next device are served, from the order to the installation. */
  boolean serves() {
    var visitors = cluster.visitors();
    var operator = visitors.operator("localhost:" + es2plus());
    var iccid = operator.downloadOrder(DownloadOrder.ofType(TryOutStock.TYPE));
    var confirmed = operator.confirmOrder(OrderConfirmation.release(iccid));
    var code = new ActivationCode(
        confirmed.smdpAddress().orElseThrow(), confirmed.matchingId(), Optional.empty(), false);
    var card = visitors.cards(Optional.of(Curve.NIST_P256)).euicc(visitors.cardNumber());
    var outcome = visitors.lpa(card, LpaListener.NONE).download(code, Optional.empty());
    // Until the report is judged, rows still change.
    TestHouse.await(() -> state(iccid) == ProfileState.INSTALLED);
    return outcome instanceof InstallOutcome.Installed && state(iccid) == ProfileState.INSTALLED;
  }

  private ProfileState state(Iccid iccid) {
    return server.stores().profiles().find(iccid).orElseThrow().profile().state();
  }
}

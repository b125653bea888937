package org.opensmdp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.server.ConfigReader;
import org.opensmdp.server.OpensmdpServer;
import org.opensmdp.server.TryOut;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es9PlusAsn1Client;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.OperatorClient;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.VirtualEuicc;

/** A server with its PostgreSQL on real sockets, one for all tests of this process. */
public final class TestHouse {
  private static final TestHouse ONE = start();
  private static final int STOCK = 500;
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final Path directory;
  private final OpensmdpServer server;
  private final HouseClock clock;
  private final Visitors visitors;

  /** The clock of the server: right, until a test lets time pass. */
  private static final class HouseClock extends Clock {
    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException("the house has one clock");
    }
  }

  private TestHouse(Path directory, OpensmdpServer server, HouseClock clock) {
    this.directory = directory;
    this.server = server;
    this.clock = clock;
    this.visitors = new Visitors(directory);
  }

  public static TestHouse get() {
    return ONE;
  }

  private static TestHouse start() {
    try {
      var directory =
          Files.createTempDirectory(Files.createDirectories(Path.of("target")), "house");
      var random = new SecureRandom();
      var file = new TryOut(directory, Clock.systemUTC(), random).prepare(TryOut.Ports.ANY);
      var clock = new HouseClock();
      var server = OpensmdpServer.start(new ConfigReader(Map.of()).read(file), clock);
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      new TryOutStock(server.stores().inventory(), server.smdpAddress(), random)
          .fill(TryOut.operatorClient(directory), STOCK);
      return new TestHouse(directory, server, clock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets time pass for the server; sessions and orders grow old. */
  public void forward(Duration time) {
    clock.ahead.accumulateAndGet(time, Duration::plus);
  }

  /** Returns the clock of the server, for a rule that a test runs itself. */
  InstantSource clock() {
    return clock;
  }

  public Path directory() {
    return directory;
  }

  public OpensmdpServer server() {
    return server;
  }

  Visitors visitors() {
    return visitors;
  }

  public OperatorClient operator() {
    return visitors.operator(Visitors.local(server.es2plusAddress().orElseThrow()));
  }

  /** The first administrator, who may do everything. */
  AdminClient admin() {
    return admin(firstToken());
  }

  /** Whoever holds this token. */
  AdminClient admin(String token) {
    return AdminClient.of(adminUrl(), token);
  }

  URI adminUrl() {
    return URI.create("http:/" + server.adminAddress().orElseThrow());
  }

  Path tokenFile() {
    return directory.resolve("admin.token");
  }

  String firstToken() {
    try {
      return Files.readString(tokenFile()).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TryOutStock stock() {
    return new TryOutStock(server.stores().inventory(), server.smdpAddress(), new SecureRandom());
  }

  VirtualEuicc card(Curve curve) {
    return visitors.cards(Optional.of(curve)).euicc(visitors.cardNumber());
  }

  Lpa lpa(VirtualEuicc euicc) {
    return visitors.lpa(euicc, LpaListener.NONE);
  }

  /** The LPA of a card on this curve, over the ASN.1 binding. */
  Lpa asn1Lpa(VirtualEuicc euicc, Curve curve) {
    var trusted =
        TestHierarchy.load(TryOut.pki(directory, curve), new SecureRandom()).tlsCi();
    return new Lpa(
        euicc,
        Es9PlusAsn1Client.any(List.of(trusted)),
        LpaOptions.defaults(),
        LpaListener.NONE,
        Clock.systemUTC());
  }

  /** An order that is released, as the operator got it. */
  record Released(Iccid iccid, ActivationCode activationCode) {}

  Released release(DownloadOrder order) {
    return release(order, Optional.empty());
  }

  Released release(DownloadOrder order, Optional<String> confirmationCode) {
    var operator = operator();
    var iccid = operator.downloadOrder(order);
    var release = OrderConfirmation.release(iccid);
    var confirmed =
        operator.confirmOrder(confirmationCode.map(release::confirmationCode).orElse(release));
    var code = new ActivationCode(
        confirmed.smdpAddress().orElseThrow(),
        confirmed.matchingId(),
        Optional.empty(),
        confirmationCode.isPresent());
    return new Released(iccid, code);
  }

  ProfileState state(Iccid iccid) {
    return server.stores().profiles().find(iccid).orElseThrow().profile().state();
  }

  /** Returns the state once it is {@code expected}, or what it is when patience ends: reports are judged after their answer. */
  ProfileState stateBecoming(ProfileState expected, Iccid iccid) {
    await(() -> state(iccid) == expected);
    return state(iccid);
  }

  List<ActivationEvent> timeline(Iccid iccid) {
    return server.stores().timeline().of(iccid);
  }

  public static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }
}

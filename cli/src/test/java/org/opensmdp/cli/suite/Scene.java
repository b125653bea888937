package org.opensmdp.cli.suite;

import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.cli.TestHouse;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.server.TryOut;
import org.opensmdp.simulator.DownloadOrder;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.Es9PlusClient;
import org.opensmdp.simulator.EuiccPopulation;
import org.opensmdp.simulator.EuiccProfile;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.LpaOptions;
import org.opensmdp.simulator.OperatorClient;
import org.opensmdp.simulator.OrderConfirmation;
import org.opensmdp.simulator.VirtualEuicc;

/** The house with all that the cases share: stock, PKIs, connections, the tables. One for all. */
final class Scene {
  static final SecureRandom RANDOM = new SecureRandom();
  private static final Scene ONE = new Scene(TestHouse.get());
  private static final int FILLING = 500;

  private final TestHouse house;
  private final Tables tables;
  private final Map<Curve, TestHierarchy> hierarchies = new EnumMap<>(Curve.class);
  private final HttpClient http;
  private final OperatorClient operator;
  private int ordersLeft;

  private Scene(TestHouse house) {
    this.house = house;
    this.tables = Tables.of(house);
    for (Curve curve : Curve.values()) {
      hierarchies.put(curve, TestHierarchy.load(TryOut.pki(house.directory(), curve), RANDOM));
    }
    this.http = Es9PlusClient.http(
        Stream.of(Curve.values()).map(curve -> of(curve).tlsCi()).toList());
    this.operator = house.operator();
    new SpecialTypes(house.server().stores().inventory(), house.server().smdpAddress()).add();
  }

  static Scene get() {
    return ONE;
  }

  TestHouse house() {
    return house;
  }

  Tables tables() {
    return tables;
  }

  OperatorClient operator() {
    return operator;
  }

  HttpClient http() {
    return http;
  }

  /** The PKI of the server on this curve. */
  TestHierarchy of(Curve curve) {
    return hierarchies.get(curve);
  }

  Es9Plus server(Binding binding) {
    return binding.client(http, house.server().smdpAddress());
  }

  static Eid anyEid() {
    return EuiccPopulation.eid(RANDOM.nextLong(1_000_000_000_000_000L));
  }

  Device device(Wire wire) {
    return device(wire, card -> card);
  }

  /** A card of the server's own PKI, changed, in a phone that speaks the binding. */
  Device device(Wire wire, UnaryOperator<EuiccProfile.Builder> change) {
    return device(wire, of(wire.curve()).euicc(anyEid()), change);
  }

  private Device device(
      Wire wire, EuiccIdentity identity, UnaryOperator<EuiccProfile.Builder> change) {
    var card = EuiccProfile.builder(List.of(identity), List.of(of(wire.curve()).ci()));
    return device(wire, identity, change.apply(card).build());
  }

  /** A card that signs on the curve of the wire and believes servers on the other only. */
  Device deviceOfTwoMinds(Wire wire) {
    var identity = of(wire.curve()).euicc(anyEid());
    var other = of(wire.otherCurve()).ci();
    return device(
        wire, identity, EuiccProfile.builder(List.of(identity), List.of(other)).build());
  }

  /** A card with certificates on both curves, that of the wire first. */
  Device deviceOnBothCurves(Wire wire) {
    var eid = anyEid();
    var first = of(wire.curve());
    var second = of(wire.otherCurve());
    var identity = first.euicc(eid);
    var both = EuiccProfile.builder(
        List.of(identity, second.euicc(eid)), List.of(first.ci(), second.ci()));
    return device(wire, identity, both.build());
  }

  private Device device(Wire wire, EuiccIdentity identity, EuiccProfile profile) {
    var euicc = new VirtualEuicc(profile, RANDOM, Clock.systemUTC());
    var lpa = new Lpa(
        euicc,
        address -> wire.binding().client(http, address),
        LpaOptions.defaults(),
        LpaListener.NONE,
        Clock.systemUTC());
    return new Device(identity, euicc, lpa);
  }

  private synchronized void restock() {
    if (ordersLeft-- == 0) {
      house.stock().fill(TryOut.operatorClient(house.directory()), FILLING);
      ordersLeft = FILLING - 1;
    }
  }

  /** Orders over ES2+, as an operator does. */
  Order order(OrderSpec spec, Eid card) {
    restock();
    var ofType = DownloadOrder.ofType(spec.type());
    var iccid = operator.downloadOrder(spec.forTheCard() ? ofType.forEid(card) : ofType);
    var confirmation = OrderConfirmation.release(iccid);
    confirmation = spec.released() ? confirmation : confirmation.withoutRelease();
    confirmation = spec.forTheCard() ? confirmation.forEid(card) : confirmation;
    confirmation = spec.byDefault() ? confirmation.matchingId(MatchingId.NONE) : confirmation;
    if (spec.confirmationCode().isPresent()) {
      confirmation = confirmation.confirmationCode(spec.confirmationCode().get());
    }
    var confirmed = operator.confirmOrder(confirmation);
    return new Order(
        iccid,
        Optional.of(confirmed.matchingId()).filter(id -> !id.equals(MatchingId.NONE)),
        spec.confirmationCode());
  }
}

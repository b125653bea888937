package org.opensmdp.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.cli.suite.BackOffice.Answer;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.server.TryOutStock;

/**
 * An answer of ES2+ was lost and the operator asks again (SGP.22 v2 §5.3): the identical octets come
 * back, whatever has happened since, and nothing happens a second time.
 */
class RepeatedOrdersIT {
  private static final Wire WIRE = Wire.all().get(0);
  private static final int STORM = 8;

  private final Scene scene = Scene.get();
  private final Tables tables = scene.tables();
  private final BackOffice office = BackOffice.of(scene.house());

  /** Every call of an order comes again after every later one, and after the device. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answersEveryCallOfAnOrderIdenticallyForAsLongAsItLasts(boolean byType) {
    var answers = new ArrayList<Answer>();
    var ordered = byType
        ? office.call("downloadOrder", "'profileType':'%s'".formatted(TryOutStock.TYPE))
        : office.call(
            "downloadOrder", "'iccid':'%s'".formatted(OperatorStock.get().fresh()));
    var iccid = Iccid.parse(OperatorStock.member(ordered.body(), "iccid").orElseThrow());
    repeat(answers, ordered, iccid);
    var confirm =
        "'iccid':'%s','confirmationCode':'%s','releaseFlag':false".formatted(iccid, OrderSpec.CODE);
    repeat(answers, office.call("confirmOrder", confirm), iccid);
    repeat(answers, office.call("releaseProfile", "'iccid':'" + iccid + "'"), iccid);

    var visit = Visit.of(WIRE, order(answers, iccid));
    repeatAll(answers, iccid);
    visit.authenticate();
    repeatAll(answers, iccid);
    visit.download();
    repeatAll(answers, iccid);
    visit.install();
    repeatAll(answers, iccid);

    assertThat(visit.rows().profile().state()).isEqualTo("INSTALLED");
  }

  private static Order order(List<Answer> answers, Iccid iccid) {
    var matchingId = OperatorStock.member(answers.get(1).body(), "matchingId").map(MatchingId::new);
    return new Order(iccid, matchingId, Optional.of(OrderSpec.CODE));
  }

  private void repeat(List<Answer> answers, Answer first, Iccid iccid) {
    first.succeeded();
    answers.add(first);
    repeatAll(answers, iccid);
  }

  private void repeatAll(List<Answer> answers, Iccid iccid) {
    var row = tables.row(iccid);
    var events = tables.events(iccid);
    answers.forEach(first -> assertThat(office.again(first).body()).isEqualTo(first.body()));
    assertThat(tables.row(iccid)).isEqualTo(row);
    assertThat(tables.events(iccid)).isEqualTo(events);
  }

  /** The parameters count, not the identifier of the call: a back office that asks anew asks the same. */
  @Test
  void takesTheSameParametersUnderAnotherIdentifierForTheSameCall() {
    var iccid = OperatorStock.get().fresh();
    var order = "'iccid':'%s','eid':'%s'".formatted(iccid, Standing.CARD.digits());
    var confirm = "'iccid':'%s','releaseFlag':false".formatted(iccid);
    var release = "'iccid':'%s'".formatted(iccid);
    var ordered = office.call("downloadOrder", order).body();
    var confirmed = office.call("confirmOrder", confirm).body();
    var released = office.call("releaseProfile", release).body();

    assertThat(office.call("downloadOrder", order).body()).isEqualTo(ordered);
    assertThat(office.call("confirmOrder", confirm).body()).isEqualTo(confirmed);
    assertThat(office.call("releaseProfile", release).body()).isEqualTo(released);
    assertThat(tables.events(iccid)).hasSize(3);
  }

  @Test
  void takesAnyOtherParameterForANewCall() {
    var iccid = OperatorStock.get().fresh();
    var order = "'iccid':'%s'".formatted(iccid);
    office.call("downloadOrder", order).succeeded();
    var confirm =
        order + ",'matchingId':'A-%s','confirmationCode':'1','releaseFlag':true".formatted(iccid);
    office.call("confirmOrder", confirm).succeeded();

    office
        .call("downloadOrder", order + ",'eid':'" + Standing.CARD.digits() + "'")
        .failed("8.2.1/3.3");
    office
        .call("downloadOrder", order + ",'profileType':'" + OperatorStock.TYPE + "'")
        .failed("8.2.1/3.3");
    for (var other : List.of(
        confirm.replace("'A-", "'B-"),
        confirm.replace("'1'", "'2'"),
        confirm.replace(",'confirmationCode':'1'", ""),
        confirm.replace("true", "false"),
        confirm + ",'eid':'" + Standing.CARD.digits() + "'")) {
      office.call("confirmOrder", other).failed("8.2.1/3.5");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ProfileState.class,
      names = {"ALLOCATED", "CONFIRMED", "RELEASED", "DOWNLOADED", "ERROR"})
  void cancelsOnce(ProfileState state) {
    var standing = Standing.in(state);
    var cancelled = cancel(standing);
    cancelled.succeededWithNothingElse();
    var row = tables.row(standing.iccid());
    var events = tables.events(standing.iccid());

    assertThat(office.again(cancelled).body()).isEqualTo(cancelled.body());
    assertThat(cancel(standing).body()).isEqualTo(cancelled.body());
    assertThat(tables.row(standing.iccid())).isEqualTo(row);
    assertThat(tables.events(standing.iccid())).isEqualTo(events);
  }

  /** A re-send that was long on its way ends no order but its own. */
  @Test
  void sparesTheNextOrderOfTheProfile() {
    var standing = Standing.in(ProfileState.ALLOCATED);
    var cancelled = cancel(standing);
    office.call("downloadOrder", "'iccid':'" + standing.iccid() + "'").succeeded();
    var row = tables.row(standing.iccid());

    office.again(cancelled).succeededWithNothingElse();

    assertThat(tables.row(standing.iccid())).isEqualTo(row);
    cancel(standing).succeededWithNothingElse();
    assertThat(tables.order(standing.iccid()).profile().state()).isEqualTo("AVAILABLE");
  }

  private Answer cancel(Standing standing) {
    return office.call(
        "cancelOrder",
        "'iccid':'%s','matchingId':'%s','finalProfileStatusIndicator':'Available'"
            .formatted(standing.iccid(), standing.matchingId().orElse("")));
  }

  /** A storm of one call, on connections of its own each, is one order with one answer. */
  @Test
  void makesOneOrderOfAStorm() {
    var identifier = BackOffice.newCall();
    var answers = storm(
        each -> each.call(identifier, "downloadOrder", "'profileType':'" + TryOutStock.TYPE + "'"));

    var iccid = Iccid.parse(OperatorStock.member(onlyBody(answers), "iccid").orElseThrow());
    assertThat(tables.events(iccid).stream().filter(event -> event.function().startsWith("ES2+")))
        .hasSize(1);

    onlyBody(storm(each -> each.call(
        identifier, "confirmOrder", "'iccid':'%s','releaseFlag':false".formatted(iccid))));
    onlyBody(storm(each -> each.call(identifier, "releaseProfile", "'iccid':'" + iccid + "'")));
    assertThat(tables.events(iccid).stream().filter(event -> event.function().startsWith("ES2+")))
        .hasSize(3);
  }

  @Test
  void makesOneOrderOfAStormForOneIccid() {
    var iccid = OperatorStock.get().fresh();

    onlyBody(storm(each -> each.call("downloadOrder", "'iccid':'" + iccid + "'")));
    onlyBody(storm(each -> each.call(
        "confirmOrder",
        "'iccid':'%s','matchingId':'S-%s','releaseFlag':true".formatted(iccid, iccid))));
    onlyBody(storm(each -> each.call(
        "cancelOrder",
        "'iccid':'%s','matchingId':'S-%s','finalProfileStatusIndicator':'Unavailable'"
            .formatted(iccid, iccid))));

    assertThat(tables.events(iccid)).hasSize(3);
  }

  private static String onlyBody(List<Answer> answers) {
    answers.forEach(Answer::succeeded);
    var bodies = new HashSet<>(answers.stream().map(Answer::body).toList());
    assertThat(bodies).hasSize(1);
    return bodies.iterator().next();
  }

  /** What one of the many does. */
  private interface Sent {
    Answer by(BackOffice office);
  }

  private List<Answer> storm(Sent call) {
    var threads = Executors.newFixedThreadPool(STORM);
    try {
      var barrier = new CyclicBarrier(STORM);
      var calls = new ArrayList<Callable<Answer>>();
      for (int i = 0; i < STORM; i++) {
        var each = office.elsewhere();
        calls.add(() -> {
          barrier.await();
          return call.by(each);
        });
      }
      var answers = new ArrayList<Answer>();
      for (var answer : threads.invokeAll(calls)) {
        answers.add(answer.get());
      }
      return answers;
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }
}

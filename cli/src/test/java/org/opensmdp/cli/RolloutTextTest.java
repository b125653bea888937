package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/** A rollout as people see it on a terminal. */
class RolloutTextTest {
  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  private static String bar(double lambda) throws Exception {
    return RolloutText.bar(
        json("{'acceptBorder':-2.99,'rollbackBorder':4.55,'lambda':%s}".formatted(lambda)));
  }

  @Test
  void drawsLambdaBetweenTheBorders() throws Exception {
    assertThat(bar(-2.99)).hasSize(42).startsWith("|#").contains("+");
    assertThat(bar(4.55)).endsWith("#|");
    assertThat(bar(99)).isEqualTo(bar(4.55));
    assertThat(bar(-99)).isEqualTo(bar(-2.99));
    assertThat(bar(0).indexOf('#')).isEqualTo(bar(-2.99).indexOf('+'));
  }

  @Test
  void showsWhereARolloutStandsAndWhoBroughtItThere() throws Exception {
    var page = RolloutText.page(json("""
        {'rolloutId':7,'type':'plan','from':1,'to':2,'state':'running','why':'ticket 7','stage':1,
         'stages':[{'stage':'preflight','kind':'preflight','atLeast':'PT0S'},
           {'stage':'1 %','kind':'percent','atLeast':'PT2H','verdicts':60},
           {'stage':'50 %','kind':'percent','atLeast':'PT24H','verdicts':60,'secondPerson':true}],
         'strata':[{'stratum':'89049032/1.0.0/2.1.0','successes':9,'verdicts':12,'silent':1,
           'lambda':3.5,'acceptBorder':-2.99,'rollbackBorder':4.55,'fault':'PIR 12 PE 3'}],
         'quarantined':['89049032/66.81.2/2.1.0'],
         'exceptions':[{'exceptionId':3,'stratum':'89049032/66.81.2/2.1.0','version':1,'failed':[2],
           'rolloutId':7,'createdAt':'2026-01-02T03:04:05Z'}],
         'steps':[{'happenedAt':'2026-01-02T03:04:05Z','step':'created','actor':'anna','stage':0,
           'why':'ticket 7'}]}"""));

    assertThat(page.lines())
        .anyMatch(line -> line.equals("rollout 7 of plan, version 1 -> 2: running"))
        .anyMatch(line -> line.contains("done 0  preflight"))
        .anyMatch(line -> line.contains(">>>> 1  1 %") && line.contains("60 verdicts"))
        .anyMatch(line -> line.contains("50 %") && line.endsWith(", a second person"))
        .anyMatch(line -> line.contains("9/12") && line.endsWith("| +3.50"))
        .anyMatch(line -> line.contains("PIR 12 PE 3"))
        .anyMatch(line -> line.contains("in quarantine: 89049032/66.81.2/2.1.0"))
        .anyMatch(line ->
            line.equals("  exception   3  cards 89049032/66.81.2/2.1.0 get version 1, not 2; since"
                + " 2026-01-02T03:04:05Z, rollout 7"))
        .anyMatch(line -> line.contains("created") && line.contains("anna"));
  }
}

package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The status codes (SGP.22 v2 §5.2.6). */
class StatusCodeTest {
  private static final List<String> OF_THE_FUNCTIONS = List.of(
      "8.8.1/3.8",
      "8.8.2/3.1",
      "8.8.3/3.1",
      "8.8.4/3.7",
      "8.1.2/6.1",
      "8.1.2/6.3",
      "8.1.3/6.1",
      "8.1.3/6.3",
      "8.1/6.1",
      "8.2.6/3.8",
      "8.1.1/3.8",
      "8.2.5/4.3",
      "8.11.1/3.9",
      "8.10.1/3.9",
      "8.1/4.8",
      "8.2/1.2",
      "8.8.5/4.10",
      "8.8.5/6.4",
      "8.11.1/3.10",
      "8.10.3/3.1",
      "8.10.3/1.2",
      "8.2.1/3.9",
      "8.2.7/2.2",
      "8.2.7/3.8",
      "8.2.7/6.4",
      "8.2/3.7",
      "8.8/3.10",
      "8.2.1/1.2",
      "8.2.1/3.3",
      "8.2.5/1.2",
      "8.2.5/3.9",
      "8.2.5/3.7",
      "8.2.5/3.8",
      "8.1.1/2.2",
      "8.1.1/3.10",
      "8.2.6/3.3",
      "8.2.6/2.1",
      "8.9/5.1",
      "8.9/4.2",
      "8.2.1/2.2",
      "8.2.1/3.10",
      "8.2.6/3.10",
      "8.2.6/2.2",
      "8.12/3.3",
      "8.2.1/3.5",
      "8.9.5/3.3",
      "8.9.1/3.8",
      "8.9.2/3.1",
      "8.9.3/3.1",
      "8.9.4/3.7",
      "8.9.5/3.9",
      "8.10.4/3.1",
      "8.9.6/4.10",
      "8.9.6/3.9",
      "8.2.7/3.12",
      "8.10.5/3.9");

  private static final List<String> TOLD_TO_THE_OPERATOR = List.of(
      "8.8.5/3.8",
      "8.2.8/1.2",
      "8.2.9/3.11",
      "8.2.10/4.2",
      "8.2.13/3.1",
      "8.2.13/1.2",
      "8.2.13/3.8",
      "8.2.13/3.12",
      "8.2.14/3.1",
      "8.8.6/3.8",
      "8.2.9/3.8",
      "8.8.6/2.1",
      "8.8.6/4.2",
      "8.10.3/4.3",
      "8/4.2",
      "8.10.2.7/4.2");

  private static final List<String> GENERIC = List.of(
      "1.1/1.1",
      "1.1/1.2",
      "1.2/4.2",
      "1.2/4.4",
      "1.6/2.1",
      "1.6/2.2",
      "1.6/2.3",
      "1.6/5.3",
      "1.6/5.4",
      "1.3.1/2.2");

  private static final List<String> PAIRS =
      Arrays.stream(StatusCode.values()).map(StatusCode::pair).toList();

  @Test
  void knowsThePairsOfTheFunctions() {
    assertThat(PAIRS).containsAll(OF_THE_FUNCTIONS);
  }

  @Test
  void knowsThePairsToldToTheOperator() {
    assertThat(PAIRS).containsAll(TOLD_TO_THE_OPERATOR);
  }

  @Test
  void knowsTheGenericPairs() {
    assertThat(PAIRS).containsAll(GENERIC);
  }

  @Test
  void hasOneConstantForAPair() {
    assertThat(PAIRS).doesNotHaveDuplicates();
  }

  @Test
  void findsAConstantByItsPair() {
    assertThat(StatusCode.of("8.8.5", "4.10")).contains(StatusCode.DOWNLOAD_ORDER_EXPIRED);
    assertThat(StatusCode.of("8.8.5", "4.1")).isEmpty();
  }
}

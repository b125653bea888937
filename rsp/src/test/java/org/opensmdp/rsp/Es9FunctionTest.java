package org.opensmdp.rsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The integers of refusals in the ASN.1 binding (SGP.22 v2 §5.6, §6.6). */
class Es9FunctionTest {

  @ParameterizedTest
  @CsvSource({
    "INITIATE_AUTHENTICATION,   8.8.1,  3.8,  1",
    "INITIATE_AUTHENTICATION,   8.8.3,  3.1,  2",
    "INITIATE_AUTHENTICATION,   8.8.2,  3.1,  3",
    "AUTHENTICATE_CLIENT,       8.1.2,  6.1,  1",
    "AUTHENTICATE_CLIENT,       8.1.2,  6.3,  2",
    "AUTHENTICATE_CLIENT,       8.1.3,  6.1,  3",
    "AUTHENTICATE_CLIENT,       8.1.3,  6.3,  4",
    "AUTHENTICATE_CLIENT,       8.1,    6.1,  5",
    "AUTHENTICATE_CLIENT,       8.2.6,  3.8,  6",
    "AUTHENTICATE_CLIENT,       8.1.1,  3.8,  7",
    "AUTHENTICATE_CLIENT,       8.2.5,  4.3,  8",
    "AUTHENTICATE_CLIENT,       8.11.1, 3.9,  9",
    "AUTHENTICATE_CLIENT,       8.10.1, 3.9,  10",
    "AUTHENTICATE_CLIENT,       8.1,    4.8,  11",
    "AUTHENTICATE_CLIENT,       8.8.5,  4.10, 18",
    "GET_BOUND_PROFILE_PACKAGE, 8.1,    6.1,  1",
    "GET_BOUND_PROFILE_PACKAGE, 8.2.7,  2.2,  2",
    "GET_BOUND_PROFILE_PACKAGE, 8.2.7,  3.8,  3",
    "GET_BOUND_PROFILE_PACKAGE, 8.2.7,  6.4,  4",
    "GET_BOUND_PROFILE_PACKAGE, 8.2,    3.7,  5",
    "GET_BOUND_PROFILE_PACKAGE, 8.8.5,  4.10, 6",
    "GET_BOUND_PROFILE_PACKAGE, 8.10.1, 3.9,  95",
    "CANCEL_SESSION,            8.10.1, 3.9,  1",
    "CANCEL_SESSION,            8.1,    6.1,  2",
  })
  void givesAPairItsIntegerAndBack(Es9Function function, String subject, String reason, int error) {
    var status = StatusCode.of(subject, reason).orElseThrow();

    assertThat(function.error(status)).isEqualTo(error);
    assertThat(function.status(error)).contains(status);
  }

  @ParameterizedTest
  @CsvSource({
    "INITIATE_AUTHENTICATION,   8.8.4, 3.7",
    "INITIATE_AUTHENTICATION,   1.3.1, 2.1",
    "AUTHENTICATE_CLIENT,       8.2,   1.2",
    "AUTHENTICATE_CLIENT,       8.8.5, 6.4",
    "AUTHENTICATE_CLIENT,       1.3.1, 2.2",
    "GET_BOUND_PROFILE_PACKAGE, 1.3.1, 2.1",
    "CANCEL_SESSION,            8.8,   3.10",
    "CANCEL_SESSION,            1.2,   4.4",
  })
  void saysUndefinedErrorOfAPairWithoutAnInteger(
      Es9Function function, String subject, String reason) {
    var status = StatusCode.of(subject, reason).orElseThrow();

    assertThat(function.error(status)).isEqualTo(127);
  }

  @ParameterizedTest
  @EnumSource(Es9Function.class)
  void usesNoIntegerTwiceAndNoneOfV3(Es9Function function) {
    var integers = Arrays.stream(StatusCode.values())
        .map(function::error)
        .filter(error -> error != Es9Function.UNDEFINED_ERROR)
        .toList();

    assertThat(integers).doesNotHaveDuplicates().doesNotContain(0, 12, 124, 125, 126);
    assertThat(integers.stream().map(function::status).collect(Collectors.toSet()))
        .hasSameSizeAs(integers);
    assertThat(function.status(Es9Function.UNDEFINED_ERROR)).isEmpty();
  }

  @Test
  void knowsTwentyFourIntegersInAll() {
    long known = Arrays.stream(Es9Function.values())
        .flatMap(function -> Arrays.stream(StatusCode.values()).map(function::error))
        .filter(error -> error != Es9Function.UNDEFINED_ERROR)
        .count();

    assertThat(known).isEqualTo(24);
  }
}

package org.opensmdp.activation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opensmdp.rsp.ErrorReason;

/** What each errorReason of an installation is told as, and whether the order survives it. */
class InstallationErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "1, 8.2.10/4.2, false",
    "2, 8.2.10/4.2, false",
    "3, 8.2.10/4.2, false",
    "4, 8.2.10/4.2, false",
    "5, 8.2.10/4.2, false",
    "6, 8.2.10/4.2, false",
    "7, 8.2.10/4.2, false",
    "8, 8.2.10/4.2, false",
    "9, 8.2.1/3.3, false",
    "10, 8.1/4.8, true",
    "11, 8.2.10/4.2, true",
    "12, 8.2.10/4.2, false",
    "13, 8.2.10/4.2, false",
    "14, 8.2.10/4.2, false",
    "15, 8.2.8/1.2, false",
    "17, 8.2.10/4.2, false",
    "127, 8.2.10/4.2, false",
    "0, 8.2.10/4.2, false",
    "16, 8.2.10/4.2, false",
    "99, 8.2.10/4.2, false",
    "-1, 8.2.10/4.2, false"
  })
  void tellsEachReasonAsAPair(int code, String pair, boolean temporary) {
    var reason = ErrorReason.of(code);

    assertThat(InstallationErrors.statusOf(reason).pair()).isEqualTo(pair);
    assertThat(reason.temporary()).isEqualTo(temporary);
  }
}

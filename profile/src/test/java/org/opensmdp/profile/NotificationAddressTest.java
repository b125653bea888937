package org.opensmdp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of hosts that devices report to. */
class NotificationAddressTest {
  private static final String LABEL = "a".repeat(63);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smdp.example.com",
        "localhost",
        "SMDP-1.example.com",
        "xn--bcher-kva.example",
        "1and1.example",
        "a.b"
      })
  void takesNamesOfHosts(String address) {
    assertThat(NotificationAddress.checked(address)).isEqualTo(address);
  }

  @Test
  void takesTheLongestNameThereIs() {
    var longest = String.join(".", LABEL, LABEL, LABEL, "a".repeat(61));

    assertThat(longest).hasSize(253);
    assertThat(NotificationAddress.checked(longest)).isEqualTo(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NotificationAddress.checked(longest + "a"))
        .withMessage("notification address: 254 characters (expected: 1 to 253)");
  }

  @ParameterizedTest
  @CsvSource({
    "https://smdp.example.com, without scheme and path",
    "smdp.example.com/path, without scheme and path",
    "smdp.example.com:443, without port",
    "::1, without port",
    "10.0.0.1, no number",
    "bücher.example, write names in other scripts as xn--",
    "smdp..example.com, labels of letters",
    ".example.com, labels of letters",
    "example.com., labels of letters",
    "-smdp.example.com, labels of letters",
    "smdp-.example.com, labels of letters",
    "smdp_1.example.com, labels of letters",
    "smdp example.com, labels of letters",
    "'', labels of letters"
  })
  void refusesWhatIsNone(String address, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NotificationAddress.checked(address))
        .withMessageStartingWith("notification address: '" + address + "'")
        .withMessageContaining(why);
  }

  @Test
  void refusesALabelThatIsTooLong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NotificationAddress.checked(LABEL + "a.example"))
        .withMessageContaining("labels of at most 63 characters");
  }
}

package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.opensmdp.activation.glossary.Glossary;

class ExplainCommandTest {
  @Test
  void explainsACode() {
    var ran = Ran.of("explain", "8.2.6/3.8");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out())
        .startsWith("8.2.6/3.8  Activation code unknown or used up")
        .contains("tell the customer  This code is not known", "whose fault        user");
    assertThat(Ran.of("explain", "pir", 12, "--lang", "de").out()).contains("Ihr Gerät kann");
    assertThat(Ran.of("explain", "cancel", 3).out()).startsWith("cancel 3");
    assertThat(Ran.of("explain", "android", 10009).out()).startsWith("android 10009");
    assertThat(Ran.of("explain", "pe 6").out()).contains("customers do not hear of this");
    assertThat(Ran.of("explain", "8.2.1/3.3", "--function", "callback", "--json")
            .json()
            .at("/entries/0/attribution")
            .asText())
        .isEqualTo("device");
  }

  @Test
  void explainsWhatAPhoneShows() {
    var ran = Ran.of("explain", "EID doesn't match");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).startsWith("8.1.1/3.8");
  }

  @Test
  void offersWhatIsNearAnUnknownCode() {
    var near = Ran.of("explain", "8.2.6/3.9");
    var nothing = Ran.of("explain", "qwertz");

    assertThat(near.exitCode()).isEqualTo(1);
    assertThat(near.out()).contains("no entry has the code", "8.2.6/3.8", "order timeline");
    assertThat(nothing.exitCode()).isEqualTo(1);
    assertThat(nothing.out()).contains("explain --all");
    assertThat(Ran.of("explain").exitCode()).isEqualTo(2);
    assertThat(Ran.of("explain", "pir 12", "--lang", "tlh").exitCode()).isEqualTo(2);
  }

  @Test
  void printsAll() {
    int all = Glossary.standard().all().size();

    assertThat(Ran.of("explain", "--all").out().lines()).hasSize(all);
    assertThat(Ran.of("explain", "--all", "--markdown", "--lang", "th").out().lines())
        .hasSize(all + 2);
    assertThat(Ran.of("explain", "--all", "--json").json().path("entries")).hasSize(all);
  }

  @Test
  void mendsAPastedCode() {
    var mended = Ran.of("explain", "code", "Hello! lpa:1$smdp.example.com$a-1 Bye", "--json");
    var guessed =
        Ran.of("explain", "code", "LPA:1$smpd.example.com$A-1", "--host", "smdp.example.com");
    var lost = Ran.of("explain", "code", "LPA:1.example.com-A-1");

    assertThat(mended.json().path("mended").asText()).isEqualTo("LPA:1$smdp.example.com$A-1");
    assertThat(guessed.exitCode()).isZero();
    assertThat(guessed.out()).contains("guessed", "'LPA:1$smdp.example.com$A-1'");
    assertThat(lost.exitCode()).isEqualTo(1);
    assertThat(lost.out()).contains("single quotes");
  }
}

package org.opensmdp.es2plus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.SmdsAnswer;

/** What SM-DSs may answer over ES12 (SGP.22 v2 §5.4, §6.5.1). */
class Es12AnswerTest {
  private static final int MOST = 1000;

  @Test
  void readsSuccess() {
    assertThat(read("{'header':{'functionExecutionStatus':{'status':'Executed-Success'}}}"))
        .isInstanceOf(SmdsAnswer.Done.class);
  }

  @Test
  void tellsAnEventThatIsThereFromOneThatIsNot() {
    assertThat(read(failed("8.9.5", "3.3", ""))).isInstanceOf(SmdsAnswer.AlreadyThere.class);
    assertThat(read(failed("8.9.5", "3.9", ""))).isInstanceOf(SmdsAnswer.NotThere.class);
  }

  @Test
  void tellsOtherPairsInPrintableWords() {
    assertThat(read(failed("1.2", "4.4", "b\\u00fcsy\\n")))
        .isEqualTo(new SmdsAnswer.Failed("1.2/4.4 b?sy", false));
    assertThat(read(failed("1.2", "4.4", "x".repeat(500))))
        .isInstanceOfSatisfying(
            SmdsAnswer.Failed.class, failed -> assertThat(failed.why()).hasSize(128));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{'header':{}}",
        "{'header':7}",
        "{'header':{'functionExecutionStatus':{}}}",
        "{'header':{'functionExecutionStatus':{'status':7}}}",
        "{'header':{'functionExecutionStatus':{'status':'Failed','statusCodeData':7}}}",
        "{'header':{'functionExecutionStatus':{'status':'Failed'},'functionExecutionStatus':{}}}",
        "<html>"
      })
  void doesNotKnowWhatAnAnswerWithoutSenseHasDone(String body) {
    assertThat(read(body)).isEqualTo(new SmdsAnswer.Failed("the answer is not one of ES12", true));
  }

  @Test
  void refusesOtherStatusesAndLongAnswers() {
    assertThat(Es12Answer.read(403, new byte[0], MOST))
        .isEqualTo(new SmdsAnswer.Failed("HTTP status 403", false));
    assertThat(Es12Answer.read(502, new byte[0], MOST))
        .isEqualTo(new SmdsAnswer.Failed("HTTP status 502", true));
    assertThat(Es12Answer.read(200, new byte[MOST + 1], MOST))
        .isEqualTo(new SmdsAnswer.Failed("the answer is too long", true));
  }

  private static String failed(String subject, String reason, String message) {
    return ("{'header':{'functionExecutionStatus':{'status':'Failed','statusCodeData':"
            + "{'subjectCode':'%s','reasonCode':'%s','message':'%s'}}}}")
        .formatted(subject, reason, message);
  }

  private static SmdsAnswer read(String body) {
    return Es12Answer.read(200, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), MOST);
  }
}

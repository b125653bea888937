package org.opensmdp.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Tlv;

/** What every answer of ES9+ in JSON must be, octet by octet, for the pickiest LPA to take it. */
final class JsonAnswers {
  private static final String SUCCESS =
      "{\"header\":{\"functionExecutionStatus\":{\"status\":\"Executed-Success\"}}";
  private static final Pattern FAILED = Pattern.compile(
      "\\{\"header\":\\{\"functionExecutionStatus\":\\{\"status\":\"Failed\",\"statusCodeData\":\\{"
          + "\"subjectCode\":\"([0-9.]{1,8})\",\"reasonCode\":\"([0-9.]{1,8})\","
          + "\"message\":\"([^\"\\\\]{1,128})\"}}}}");
  private static final String TRANSACTION_ID = ",\"transactionId\":\"([0-9A-F]{32})\"";

  private JsonAnswers() {}

  /** A member of an answer that holds a TLV in base64. */
  private record Member(String name, int tag) {
    String pattern() {
      return ",\"" + name + "\":\"([A-Za-z0-9+/]+={0,2})\"";
    }
  }

  static void isInitiateAuthentication(RawAnswer answer) {
    isSuccess(
        answer,
        new Member("serverSigned1", 0x30),
        new Member("serverSignature1", 0x5F37),
        new Member("euiccCiPKIdToBeUsed", 0x04),
        new Member("serverCertificate", 0x30));
  }

  static void isAuthenticateClient(RawAnswer answer) {
    isSuccess(
        answer,
        new Member("profileMetadata", 0xBF25),
        new Member("smdpSigned2", 0x30),
        new Member("smdpSignature2", 0x5F37),
        new Member("smdpCertificate", 0x30));
  }

  static void isGetBoundProfilePackage(RawAnswer answer) {
    isSuccess(answer, new Member("boundProfilePackage", 0xBF36));
  }

  static void isCancelSession(RawAnswer answer) {
    isFunctionResult(answer);
    assertThat(answer.text()).isEqualTo(SUCCESS + "}");
  }

  static void isHandleNotification(RawAnswer answer) {
    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 204 No Content");
    assertThat(answer.body()).isEqualTo(Bytes.EMPTY);
    assertThat(answer.headers("Content-Length")).allMatch("0"::equals);
    saysNothingElse(answer);
  }

  static void isFailed(RawAnswer answer, String pair) {
    isFunctionResult(answer);
    var failed = FAILED.matcher(answer.text());
    assertThat(answer.text()).matches(FAILED);
    assertThat(failed.matches()).isTrue();
    assertThat(failed.group(1) + "/" + failed.group(2)).isEqualTo(pair);
    assertThat(failed.group(3)).isNotBlank();
  }

  private static void isSuccess(RawAnswer answer, Member... members) {
    isFunctionResult(answer);
    var pattern = new StringBuilder(Pattern.quote(SUCCESS)).append(TRANSACTION_ID);
    List.of(members).forEach(member -> pattern.append(member.pattern()));
    var found = Pattern.compile(pattern.append("}").toString()).matcher(answer.text());
    assertThat(found.matches()).as(answer.text()).isTrue();
    assertThat(tags(found)).isEqualTo(List.of(members).stream().map(Member::tag).toList());
  }

  /** The strict decoder wants the padding; a TLV with octets behind it is refused. */
  private static List<Integer> tags(Matcher found) {
    var tags = new ArrayList<Integer>();
    for (int i = 2; i <= found.groupCount(); i++) {
      assertThat(found.group(i).length() % 4).isZero();
      var octets = Bytes.wrap(Base64.getDecoder().decode(found.group(i)));
      tags.add(Tlv.parse("member " + i, octets).tag());
    }
    return tags;
  }

  static void isFunctionResult(RawAnswer answer) {
    assertThat(answer.statusLine()).isEqualTo("HTTP/1.1 200 OK");
    assertThat(answer.headers("Content-Length"))
        .containsExactly(Integer.toString(answer.body().size()));
    assertThat(answer.headers("Content-Type")).containsExactly("application/json;charset=UTF-8");
    assertThat(answer.headers("X-Admin-Protocol")).containsExactly("gsma/rsp/v2.5.0");
    assertThat(answer.body().at(0)).isEqualTo('{');
    assertThat(answer.text()).matches("[ -~]+"); // one line, ASCII
    saysNothingElse(answer);
  }

  static void saysNothingElse(RawAnswer answer) {
    assertThat(answer.headers("Content-Encoding")).isEmpty();
    assertThat(answer.headers("Transfer-Encoding")).isEmpty();
    assertThat(answer.headers("Location")).isEmpty();
    assertThat(answer.headers("Server")).isEmpty();
  }
}

package org.opensmdp.cli;

import java.util.List;

/**
 * How an LPA writes its requests.
 *
 * @param headerLines beside Host and Content-Length, in its order
 * @param header whether it puts a header member before the others
 * @param lowerCase whether it writes a transactionId in lower case
 * @param port whether its smdpAddress has the port
 */
record LpaManner(
    String name, List<String> headerLines, boolean header, boolean lowerCase, boolean port) {

  /** On curl; its smdpAddress is what the user typed. */
  static final LpaManner LPAC = of(
          "lpac",
          "User-Agent: gsma-rsp-lpad",
          "X-Admin-Protocol: gsma/rsp/v2.2.2",
          "Content-Type: application/json",
          "Accept: */*")
      .withPort();

  /** On the HTTP client of Go, which asks for gzip by itself. */
  static final LpaManner EUICC_GO = of(
      "euicc-go",
      "User-Agent: gsma-rsp-lpad",
      "Content-Type: application/json",
      "X-Admin-Protocol: gsma/rsp/v2.5.0",
      "Accept-Encoding: gzip");

  /** On the URL connection of Java. */
  static final LpaManner TRUPHONE = of(
      "Truphone",
      "User-Agent: gsma-rsp-lpad",
      "X-Admin-Protocol: gsma/rsp/v2.2.0",
      "Content-Type: application/json; charset=UTF-8",
      "Cache-Control: no-cache",
      "Pragma: no-cache",
      "Accept: text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2");

  /** On the URL connection of Android, which asks for gzip by itself. */
  static final LpaManner OPENEUICC = of(
      "OpenEUICC",
      "User-Agent: gsma-rsp-lpad",
      "X-Admin-Protocol: gsma/rsp/v2.5.0",
      "Content-Type: application/json",
      "Accept-Encoding: gzip");

  static LpaManner of(String name, String... headerLines) {
    return new LpaManner(name, List.of(headerLines), false, false, false);
  }

  LpaManner withHeaderMember() {
    return new LpaManner(name, headerLines, true, lowerCase, port);
  }

  LpaManner inLowerCase() {
    return new LpaManner(name, headerLines, header, true, port);
  }

  private LpaManner withPort() {
    return new LpaManner(name, headerLines, header, lowerCase, true);
  }

  @Override
  public String toString() {
    return name;
  }
}

package org.opensmdp.http;

import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Optional;

/** Why a request is turned away on its head alone, and what the observer calls that. */
record Admission(HttpResponseStatus status, String why) {
  static final Admission BODY_TOO_LARGE =
      new Admission(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "body");
  static final Admission MALFORMED = new Admission(HttpResponseStatus.BAD_REQUEST, "malformed");
  static final Admission TOO_SLOW = new Admission(HttpResponseStatus.REQUEST_TIMEOUT, "timeout");

  private static final Admission HEADER_TOO_LARGE =
      new Admission(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "header");
  private static final Admission TARGET_TOO_LONG =
      new Admission(HttpResponseStatus.REQUEST_URI_TOO_LONG, "header");
  private static final Admission EXPECTS_TOO_MUCH =
      new Admission(HttpResponseStatus.EXPECTATION_FAILED, "malformed");
  private static final Admission OTHER_CODING =
      new Admission(HttpResponseStatus.NOT_IMPLEMENTED, "malformed");
  private static final Admission OTHER_VERSION =
      new Admission(HttpResponseStatus.HTTP_VERSION_NOT_SUPPORTED, "malformed");

  static Admission unreadable(DecoderResult result) {
    var cause = result.cause();
    if (cause instanceof TooLongHttpLineException) {
      return TARGET_TOO_LONG;
    }
    return cause instanceof TooLongHttpHeaderException ? HEADER_TOO_LARGE : MALFORMED;
  }

  /** What is wrong with the head, if anything; asked before the first octet of the body is read. */
  static Optional<Admission> refusal(HttpRequest head, int maxBodyOctets) {
    if (head.protocolVersion().majorVersion() != 1) {
      return Optional.of(OTHER_VERSION);
    }
    if (head.headers().getAll(HttpHeaderNames.HOST).stream().distinct().count() > 1) {
      return Optional.of(MALFORMED); // who is meant? In HTTP/2 the authority may come again as Host
    }
    var coding = head.headers().get(HttpHeaderNames.TRANSFER_ENCODING);
    if (coding != null && !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)) {
      return Optional.of(OTHER_CODING); // the body would be what it is not
    }
    var expect = head.headers().get(HttpHeaderNames.EXPECT);
    if (expect != null && !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expect)) {
      return Optional.of(EXPECTS_TOO_MUCH);
    }
    try {
      long announced = HttpUtil.getContentLength(head, -1L);
      return announced > maxBodyOctets ? Optional.of(BODY_TOO_LARGE) : Optional.empty();
    } catch (NumberFormatException noNumber) {
      return Optional.of(MALFORMED);
    }
  }
}

package org.opensmdp.simulator.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.EuiccQuirks;
import org.opensmdp.simulator.HttpTransport;

/** Writes requests as the LPA of a kind of device does: its headers, and the oddities of its JSON. */
final class OddRequests implements HttpTransport {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LINE = 76; // RFC 2045 §6.8
  private static final int SHORTEST_BASE64 = 100; // every message; no transactionId, no address

  private final HttpTransport way;
  private final LpaSection manner;
  private final EuiccQuirks quirks;

  OddRequests(HttpTransport way, DeviceDescription description) {
    this.way = way;
    this.manner = description.manner();
    this.quirks = description.allQuirks();
  }

  @Override
  public Answer post(Request request) throws IOException, InterruptedException {
    var headers = new LinkedHashMap<>(request.headers());
    manner.userAgent().ifPresent(value -> headers.put("User-Agent", value));
    manner.adminProtocol().ifPresent(value -> headers.put("X-Admin-Protocol", value));
    boolean json =
        manner.binding().orElse(LpaSection.Binding.JSON) == LpaSection.Binding.JSON && isOdd();
    return way.post(
        new Request(request.uri(), headers, json ? odd(request.body()) : request.body()));
  }

  private boolean isOdd() {
    return quirks.has(DeviceQuirks.LINES_IN_BASE64)
        || quirks.has(DeviceQuirks.LOWER_CASE_TRANSACTION_ID)
        || quirks.has(DeviceQuirks.EXTRA_MEMBERS);
  }

  private Bytes odd(Bytes body) {
    try {
      var members = (ObjectNode) JSON.readTree(body.toArray());
      var odd = JSON.createObjectNode();
      if (quirks.has(DeviceQuirks.EXTRA_MEMBERS)) {
        odd.putObject("header").put("functionRequesterIdentifier", "lpa");
        odd.put("vendorExtension", "yes");
      }
      members
          .properties()
          .forEach(member ->
              odd.set(member.getKey(), odd(member.getKey(), member.getValue().textValue())));
      return Bytes.wrap(JSON.writeValueAsString(odd).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("in-memory writing cannot fail", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TextNode odd(String name, String text) {
    if (name.equals("transactionId") && quirks.has(DeviceQuirks.LOWER_CASE_TRANSACTION_ID)) {
      return TextNode.valueOf(text.toLowerCase(Locale.ROOT));
    }
    boolean breaks = quirks.has(DeviceQuirks.LINES_IN_BASE64) && text.length() > SHORTEST_BASE64;
    return TextNode.valueOf(breaks ? text.replaceAll("(.{" + LINE + "})", "$1\r\n") : text);
  }
}

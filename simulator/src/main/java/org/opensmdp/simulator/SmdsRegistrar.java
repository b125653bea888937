package org.opensmdp.simulator;

import static org.opensmdp.rsp.StatusCode.CALL_ID_INVALID;
import static org.opensmdp.rsp.StatusCode.EID_INVALID;
import static org.opensmdp.rsp.StatusCode.REQUESTER_ID_INVALID;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.InstantSource;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.HostName;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.RspException;
import org.opensmdp.rsp.SmdpOid;

/** ES12 of an SM-DS (SGP.22 v2 §5.4): SM-DP+s register and delete events. */
final class SmdsRegistrar {
  private final SmdsEventStore events;
  private final InstantSource clock;

  SmdsRegistrar(SmdsEventStore events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  ObjectNode registerEvent(SmdsRequest request, SmdpOid caller) {
    checkHeader(request);
    events.register(new SmdsEvent(
        eid(request),
        eventId(request),
        request.required("rspServerAddress", SmdsRegistrar::address),
        caller,
        request.flag("forwardingIndicator"),
        clock.instant()));
    return JsonCaller.object();
  }

  ObjectNode deleteEvent(SmdsRequest request, SmdpOid caller) {
    checkHeader(request);
    events.delete(eid(request), eventId(request), caller);
    return JsonCaller.object();
  }

  private static void checkHeader(SmdsRequest request) {
    var header = request.object("header");
    if (header.text("functionRequesterIdentifier").isEmpty()) {
      throw new RspException(REQUESTER_ID_INVALID, "functionRequesterIdentifier is missing");
    }
    if (header.text("functionCallIdentifier").isEmpty()) {
      throw new RspException(CALL_ID_INVALID, "functionCallIdentifier is missing");
    }
  }

  private static Eid eid(SmdsRequest request) {
    var eid = request.required("eid", text -> text);
    if (!eid.matches("[0-9]{32}") || !new Eid(eid).checkDigitsHold()) {
      throw new RspException(EID_INVALID, "eid is no EID");
    }
    return new Eid(eid);
  }

  private static MatchingId eventId(SmdsRequest request) {
    return request.required("eventId", MatchingId::strict);
  }

  private static String address(String text) {
    if (!HostName.holds(text)) {
      throw new IllegalArgumentException("no host name");
    }
    return text;
  }
}

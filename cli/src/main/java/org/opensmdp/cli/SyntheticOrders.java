package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.Iccid;

/**
 * Orders of a synthetic type, over the admin API. An order of an earlier round is used again before
 * another profile is taken out of stock, whatever that round left it as: one profile lasts for ever.
 */
final class SyntheticOrders {
  private static final String ORDERS = "/admin/v1/orders";

  /** What can be had again, the easiest first. */
  private static final List<String> AGAIN =
      List.of("Installed", "Released", "Downloaded", "Error", "Confirmed", "Allocated", "Linked");

  private static final List<String> REARMABLE = List.of("Installed", "Downloaded", "Error");

  private final AdminClient admin;

  SyntheticOrders(AdminClient admin) {
    this.admin = admin.because(Optional.of("synthetic activation"));
  }

  /** An order that a card may come for. */
  record Taken(Iccid iccid, ActivationCode code) {}

  /**
   * Returns an order of the type that any card may download.
   *
   * @throws SyntheticFailure ORDER or CLEAN_UP
   */
  Taken take(String type) {
    var operator = at(SyntheticOutcome.ORDER, () -> operatorOf(type));
    var before = at(SyntheticOutcome.ORDER, () -> before(type));
    var iccid = before
        .map(order -> at(SyntheticOutcome.CLEAN_UP, () -> usable(operator, order)))
        .orElseGet(() -> at(SyntheticOutcome.ORDER, () -> fromStock(operator, type)));
    return at(SyntheticOutcome.ORDER, () -> new Taken(new Iccid(iccid), code(iccid)));
  }

  /** Returns whether the server knows by now that the profile is installed. */
  boolean installed(Iccid iccid) {
    return at(
        SyntheticOutcome.REPORT, () -> state(admin.get(path(iccid.digits()))).equals("Installed"));
  }

  /** What is for subscribers is not touched. */
  private String operatorOf(String type) {
    var found = admin.get("/admin/v1/types/" + AdminClient.encoded(type));
    if (!found.path("synthetic").asBoolean()) {
      throw new SyntheticFailure(
          SyntheticOutcome.ORDER,
          "type %s is not synthetic; make one with: type add --synthetic".formatted(type));
    }
    return found.path("operator").asText();
  }

  private Optional<JsonNode> before(String type) {
    return orders("?limit=100&type=" + AdminClient.encoded(type)).stream()
        .filter(order -> AGAIN.contains(state(order)))
        .min(Comparator.comparingInt(order -> AGAIN.indexOf(state(order))));
  }

  private List<JsonNode> orders(String query) {
    return StreamSupport.stream(admin.get(ORDERS + query).path("orders").spliterator(), false)
        .toList();
  }

  private String usable(String operator, JsonNode order) {
    var iccid = order.path("iccid").asText();
    if (REARMABLE.contains(state(order))) {
      admin.post(path(iccid) + "/rearm", Map.of("anyCard", true));
    } else if (!state(order).equals("Released") || !order.path("eid").isNull()) {
      admin.post(path(iccid) + "/cancel", Map.of("finalState", "available"));
      place(operator, admin.get(path(iccid)));
    }
    return iccid;
  }

  private String fromStock(String operator, String type) {
    var available = orders("?limit=1&state=available&type=" + AdminClient.encoded(type));
    if (available.isEmpty()) {
      throw new SyntheticFailure(
          SyntheticOutcome.ORDER, "type %s has no profile in stock; import one".formatted(type));
    }
    return place(operator, available.get(0));
  }

  /** A card of ours came for it before: nobody has it. */
  private String place(String operator, JsonNode available) {
    var iccid = available.path("iccid").asText();
    if (!available.path("quarantinedUntil").isNull()) {
      admin.delete(path(iccid) + "/quarantine");
    }
    admin.post(ORDERS, Map.of("operator", operator, "iccid", iccid));
    return iccid;
  }

  private ActivationCode code(String iccid) {
    return ActivationCode.parse(
        admin.get(path(iccid) + "/activation-code").path("uri").asText());
  }

  private static String path(String iccid) {
    return ORDERS + "/" + iccid;
  }

  private static String state(JsonNode order) {
    return order.path("state").asText();
  }

  private static <T> T at(SyntheticOutcome step, Supplier<T> action) {
    try {
      return action.get();
    } catch (SyntheticFailure e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SyntheticFailure(step, e);
    }
  }
}

package org.opensmdp.console;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.Order;
import org.opensmdp.activation.OrderView;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.Role;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.TransactionId;

/** Orders and their events as the admin API shows them. */
final class OrderJson {
  private OrderJson() {}

  /** A matchingId is a key to the profile: who only looks does not get it. */
  static Map<String, Object> of(OrderView view, AdminCall call) {
    var profile = view.profile();
    var order = order(profile);
    var members = new LinkedHashMap<String, Object>();
    members.put("iccid", profile.iccid().digits());
    members.put("state", text(profile.state()));
    members.put("changedAt", view.changedAt());
    members.put("operator", view.operator().name());
    members.put("type", view.type().name());
    members.put("eid", profile.eid().map(Eid::digits));
    if (call.role().covers(Role.SUPPORT)) {
      members.put("matchingId", order.map(Order::matchingId).map(MatchingId::text));
    }
    members.put(
        "confirmationCode",
        order.map(it -> it.confirmationCodeHash().isPresent()).orElse(false));
    members.put("expiresAt", order.flatMap(Order::expiresAt));
    members.put("downloadAttempts", order.map(Order::downloadAttempts));
    members.put("maxDownloadAttempts", view.type().maxDownloadAttempts());
    members.put("confirmationAttempts", order.map(Order::confirmationAttempts));
    members.put("maxConfirmationAttempts", view.type().maxConfirmationAttempts());
    members.put("failure", failure(profile));
    members.put("quarantinedUntil", view.quarantinedUntil());
    return members;
  }

  static Optional<Order> order(Profile profile) {
    return profile instanceof Profile.Ordered ordered
        ? Optional.of(ordered.order())
        : Optional.empty();
  }

  private static Optional<Map<String, String>> failure(Profile profile) {
    return profile instanceof Profile.Failed failed
        ? Optional.of(
            Map.of("code", failed.cause().pair(), "message", failed.cause().text()))
        : Optional.empty();
  }

  static Map<String, Object> of(ActivationEvent event) {
    var members = new LinkedHashMap<String, Object>();
    members.put("happenedAt", event.happenedAt());
    members.put("function", event.function());
    members.put("from", event.from().map(OrderJson::text));
    members.put("to", event.to().map(OrderJson::text));
    members.put("status", event.status());
    members.put("detail", event.detail());
    members.put("eid", event.eid().map(Eid::digits));
    members.put("transactionId", event.transactionId().map(TransactionId::toString));
    members.put("milliseconds", event.duration().toMillis());
    return members;
  }

  /** The standard's spelling: Available, not AVAILABLE. */
  static String text(ProfileState state) {
    return state.name().charAt(0) + state.name().substring(1).toLowerCase(Locale.ROOT);
  }
}

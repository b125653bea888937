package org.opensmdp.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.ProfileType.Rebinding;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.profile.MetadataDraft;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Icon;
import org.opensmdp.rsp.NotificationConfiguration;

/**
 * Profile types: what an operator orders by name, what phones show of it. A type is made once; its
 * metadata stay, as phones have been told them.
 */
public final class TypesResource implements Resource {
  private static final String PATH = "/admin/v1/types";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Set<String> MEMBERS = Set.of(
      "name",
      "operator",
      "serviceProviderName",
      "profileName",
      "cut",
      "profileClass",
      "icon",
      "notifications",
      "gid1",
      "gid2",
      "policyRules",
      "mncLength",
      "protection",
      "rebinding",
      "maxDownloadAttempts",
      "maxConfirmationAttempts",
      "orderLifetime");
  private static final int DOWNLOAD_ATTEMPTS = 10;
  private static final int CONFIRMATION_ATTEMPTS = 5;

  private final Access access;
  private final Inventory inventory;

  public TypesResource(Access access, Inventory inventory) {
    this.access = access;
    this.inventory = inventory;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            PATH,
            "admin.type.add",
            AdminFunction.of("type.add", Role.OPERATIONS, access, this::add)),
        new Route(
            "GET",
            PATH + "/{type}",
            "admin.type.show",
            AdminFunction.of("type.show", Role.VIEWER, access, this::show)));
  }

  private Reply add(AdminCall call) {
    var members = call.members().only(MEMBERS);
    var name = members.requiredText("name", TypesResource::name);
    var operator = operator(call, members.text("operator"));
    if (inventory.findType(name).isPresent()) {
      throw AdminRefusal.conflict(
          "there is a type %s; types keep what phones were told, make one of another name"
              .formatted(name));
    }
    var type = inventory.add(type(name, operator, members, texts(members, call.body())));
    call.about("type/" + name);
    return AdminReply.created(of(type));
  }

  private Reply show(AdminCall call) {
    var name = call.path("type");
    return AdminReply.ok(of(inventory
        .findType(name)
        .filter(type -> call.mayTouch(type.operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no such type"))));
  }

  private Operator operator(AdminCall call, Optional<String> name) {
    return name.or(() -> call.tenant().map(Operator::name))
        .flatMap(inventory::findOperator)
        .filter(found -> call.mayTouch(found.operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no such operator"));
  }

  private static ProfileType type(
      String name, Operator operator, Members members, MetadataTexts texts) {
    return new ProfileType(
        0,
        operator.operatorId(),
        name,
        texts,
        within("mncLength", members.number("mncLength").orElse(2), 2, 3),
        members
            .text("protection", text -> named(Protection.class, text))
            .orElse(Protection.SESSION_KEYS),
        within(
            "maxDownloadAttempts",
            members.number("maxDownloadAttempts").orElse(DOWNLOAD_ATTEMPTS),
            1,
            1000),
        within(
            "maxConfirmationAttempts",
            members.number("maxConfirmationAttempts").orElse(CONFIRMATION_ATTEMPTS),
            1,
            1000),
        members.text("orderLifetime", TypesResource::lifetime),
        members.text("rebinding", text -> named(Rebinding.class, text)).orElse(Rebinding.ALLOW));
  }

  /** The rules of metadata refuse in words that say what would be right. */
  private static MetadataTexts texts(Members members, JsonNode body) {
    var provider = members.requiredText("serviceProviderName");
    var profile = members.requiredText("profileName");
    try {
      var draft = members.flag("cut").orElse(false)
          ? MetadataDraft.cut(provider, profile)
          : MetadataDraft.of(provider, profile);
      members.text("profileClass").ifPresent(draft::profileClass);
      members.text("icon", TypesResource::base64).ifPresent(draft::icon);
      members.texts("policyRules").orElse(List.of()).forEach(draft::policyRule);
      draft.groups(members.text("gid1", Bytes::fromHex), members.text("gid2", Bytes::fromHex));
      notifications(body.path("notifications"), draft);
      return draft.texts();
    } catch (IllegalArgumentException e) {
      throw AdminRefusal.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** {@code {"host": ["install", "delete"], ...}}; no event is every event. */
  private static void notifications(JsonNode notifications, MetadataDraft draft) {
    if (!notifications.isMissingNode() && !notifications.isNull() && !notifications.isObject()) {
      throw AdminRefusal.unreadable("notifications is not an object of addresses");
    }
    notifications.properties().forEach(entry -> {
      var events = new ArrayList<String>();
      entry.getValue().forEach(event -> events.add(event.asText()));
      if (!entry.getValue().isArray()) {
        throw AdminRefusal.unreadable("notifications has an address without an array of events");
      }
      draft.notification(entry.getKey(), events);
    });
  }

  private static String name(String text) {
    if (!NAME.matcher(text).matches()) {
      throw new IllegalArgumentException("1 to 64 letters, digits, dots and hyphens expected");
    }
    return text;
  }

  private static Bytes base64(String text) {
    return Bytes.wrap(Base64.getDecoder().decode(text));
  }

  private static int within(String name, int number, int least, int most) {
    if (number < least || number > most) {
      throw AdminRefusal.invalid(
          "%s: %d (expected: %d to %d)".formatted(name, number, least, most));
    }
    return number;
  }

  private static <E extends Enum<E>> E named(Class<E> type, String text) {
    return Enum.valueOf(type, text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Duration lifetime(String text) {
    try {
      var span = Duration.parse(text);
      if (span.toSeconds() < 1 || span.toDays() > 3660) {
        throw new IllegalArgumentException("one second to ten years expected");
      }
      return span;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("an ISO 8601 duration expected, as P30D", e);
    }
  }

  private static Map<String, Object> of(ProfileType type) {
    var texts = type.texts();
    var members = new LinkedHashMap<String, Object>();
    members.put("name", type.name());
    members.put("serviceProviderName", texts.serviceProviderName());
    members.put("profileName", texts.profileName());
    members.put("profileClass", word(texts.profileClass()));
    members.put(
        "icon",
        texts.icon().map(icon -> Base64.getEncoder().encodeToString(icon.icon().toArray())));
    members.put("iconType", texts.icon().map(icon -> icon.iconType() == Icon.PNG ? "png" : "jpg"));
    members.put("notifications", notifications(texts.notifications()));
    members.put("gid1", texts.gid1().map(Bytes::toString));
    members.put("gid2", texts.gid2().map(Bytes::toString));
    members.put(
        "policyRules", texts.policyRules().stream().sorted().map(Enum::name).toList());
    members.put("mncLength", type.mncLength());
    members.put("protection", word(type.protection()));
    members.put("rebinding", word(type.rebinding()));
    members.put("maxDownloadAttempts", type.maxDownloadAttempts());
    members.put("maxConfirmationAttempts", type.maxConfirmationAttempts());
    members.put("orderLifetime", type.orderLifetime().map(Duration::toString));
    return members;
  }

  private static Map<String, Object> notifications(List<NotificationConfiguration> all) {
    var members = new LinkedHashMap<String, Object>();
    all.forEach(one -> members.put(
        one.notificationAddress(),
        one.events().stream().sorted().map(TypesResource::word).toList()));
    return members;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

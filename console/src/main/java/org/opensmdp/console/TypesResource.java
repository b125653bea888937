package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.opensmdp.activation.Administration;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.ProfileType.Rebinding;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.ProfileClass;

/**
 * Profile types: what operators order by name. Name, owner, class and the length of the network code
 * stay as they are: profiles in the field have them.
 */
public final class TypesResource implements Resource {
  private static final String PATH = "/admin/v1/types";
  private static final String ONE = PATH + "/{type}";
  private static final Set<String> POLICIES = Set.of(
      "serviceProviderName",
      "profileName",
      "protection",
      "rebinding",
      "maxDownloadAttempts",
      "maxConfirmationAttempts",
      "orderLifetime");
  private static final Set<String> FIXED =
      Set.of("name", "operator", "profileClass", "mncLength", "notificationAddress");
  private static final int DOWNLOADS = 5;
  private static final int CONFIRMATIONS = 3;

  private final Access access;
  private final OrderDesk desk;
  private final Administration administration;
  private final Inventory inventory;

  public TypesResource(
      Access access, OrderDesk desk, Administration administration, Inventory inventory) {
    this.access = access;
    this.desk = desk;
    this.administration = administration;
    this.inventory = inventory;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", PATH, "type.list", Role.VIEWER, this::list),
        route("POST", PATH, "type.add", Role.OPERATIONS, this::add),
        route("GET", ONE, "type.show", Role.VIEWER, this::show),
        route("PUT", ONE, "type.change", Role.OPERATIONS, this::change));
  }

  private Route route(
      String method, String path, String name, Role role, AdminFunction.Content content) {
    return new Route(method, path, "admin." + name, AdminFunction.of(name, role, access, content));
  }

  private Reply list(AdminCall call) {
    var owner = call.query("operator").map(name -> desk.operator(call, Optional.of(name)));
    return AdminReply.ok(Map.of(
        "types",
        administration.types(owner.or(call::tenant)).stream().map(this::of).toList()));
  }

  private Reply show(AdminCall call) {
    var type = type(call);
    var answer = of(type);
    answer.put("available", inventory.available(type));
    return AdminReply.ok(answer);
  }

  private ProfileType type(AdminCall call) {
    var type = inventory
        .findType(call.path("type"))
        .filter(found -> call.mayTouch(found.operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no such profile type"));
    call.about("type/" + type.name());
    return type;
  }

  private Reply add(AdminCall call) {
    var names = new TreeSet<>(POLICIES);
    names.addAll(FIXED);
    var members = call.members().only(names);
    var owner = desk.operator(call, members.text("operator"));
    var name = members.requiredText("name", TypesResource::name);
    if (inventory.findType(name).isPresent()) {
      throw AdminRefusal.conflict("there is a profile type of this name");
    }
    int mncLength = members.number("mncLength").orElse(2);
    if (mncLength != 2 && mncLength != 3) {
      throw AdminRefusal.unreadable("mncLength: 2 or 3 expected");
    }
    var texts = new MetadataTexts(
        members.requiredText("serviceProviderName", text -> sized(text, 32)),
        members.requiredText("profileName", text -> sized(text, 64)),
        members.text("profileClass", TypesResource::profileClass).orElse(ProfileClass.OPERATIONAL),
        members.text("notificationAddress").map(TypesResource::everythingTo).stream()
            .toList(),
        Optional.empty());
    var draft = new ProfileType(
        0,
        owner.operatorId(),
        name,
        texts,
        mncLength,
        Protection.SESSION_KEYS,
        DOWNLOADS,
        CONFIRMATIONS,
        Optional.empty());
    var type = inventory.add(changed(draft, members));
    call.about("type/" + name);
    return AdminReply.created(of(type));
  }

  private static NotificationConfiguration everythingTo(String address) {
    try {
      return new NotificationConfiguration(Set.of(NotificationEvent.values()), address);
    } catch (RuntimeException e) {
      throw AdminRefusal.unreadable("notificationAddress: a host name expected");
    }
  }

  private Reply change(AdminCall call) {
    var changed = changed(type(call), call.members().only(POLICIES));
    administration.change(changed);
    return AdminReply.ok(of(changed));
  }

  private static ProfileType changed(ProfileType type, Members members) {
    var texts = type.texts();
    var changed = new MetadataTexts(
        members
            .text("serviceProviderName", text -> sized(text, 32))
            .orElse(texts.serviceProviderName()),
        members.text("profileName", text -> sized(text, 64)).orElse(texts.profileName()),
        texts.profileClass(),
        texts.notifications(),
        texts.icon(),
        texts.policyRules());
    return new ProfileType(
        type.profileTypeId(),
        type.operatorId(),
        type.name(),
        changed,
        type.mncLength(),
        members.text("protection", TypesResource::protection).orElse(type.protection()),
        attempts(members, "maxDownloadAttempts").orElse(type.maxDownloadAttempts()),
        attempts(members, "maxConfirmationAttempts").orElse(type.maxConfirmationAttempts()),
        members.has("orderLifetime")
            ? members.text("orderLifetime", Requests::duration)
            : type.orderLifetime(),
        members.text("rebinding", TypesResource::rebinding).orElse(type.rebinding()));
  }

  private static Optional<Integer> attempts(Members members, String name) {
    var value = members.number(name);
    if (value.filter(number -> number < 1 || number > 1_000).isPresent()) {
      throw AdminRefusal.unreadable(name + ": 1 to 1000 expected");
    }
    return value;
  }

  private static String name(String text) {
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}")) {
      throw new IllegalArgumentException(
          "1 to 64 of letters, digits, blank, dot, underscore, hyphen expected");
    }
    return text;
  }

  private static String sized(String text, int octets) {
    int length = text.getBytes(UTF_8).length;
    if (text.isBlank() || length > octets) {
      throw new IllegalArgumentException("1 to %d octets of UTF-8 expected".formatted(octets));
    }
    return text;
  }

  private static Protection protection(String text) {
    return switch (text) {
      case "session-keys" -> Protection.SESSION_KEYS;
      case "profile-keys" -> Protection.PROFILE_KEYS;
      default -> throw new IllegalArgumentException("session-keys or profile-keys expected");
    };
  }

  private static Rebinding rebinding(String text) {
    return switch (text) {
      case "allow" -> Rebinding.ALLOW;
      case "refuse" -> Rebinding.REFUSE;
      default -> throw new IllegalArgumentException("allow or refuse expected");
    };
  }

  private static ProfileClass profileClass(String text) {
    try {
      return ProfileClass.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("operational, test or provisioning expected", e);
    }
  }

  private Map<String, Object> of(ProfileType type) {
    var texts = type.texts();
    var members = new LinkedHashMap<String, Object>();
    members.put("name", type.name());
    members.put(
        "operator",
        administration.operators().stream()
            .filter(operator -> operator.operatorId() == type.operatorId())
            .map(operator -> operator.name())
            .findFirst());
    members.put("serviceProviderName", texts.serviceProviderName());
    members.put("profileName", texts.profileName());
    members.put("profileClass", texts.profileClass().name().toLowerCase(Locale.ROOT));
    members.put("mncLength", type.mncLength());
    members.put("protection", type.protection().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    members.put("rebinding", type.rebinding().name().toLowerCase(Locale.ROOT));
    members.put("maxDownloadAttempts", type.maxDownloadAttempts());
    members.put("maxConfirmationAttempts", type.maxConfirmationAttempts());
    members.put("orderLifetime", type.orderLifetime());
    return members;
  }
}

package org.opensmdp.console;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.opensmdp.activation.Administration;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.ProfileType.Rebinding;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.profile.MetadataTexts;

/**
 * Profile types: what operators order by name. Name, owner, class and the length of the network code
 * stay as they are: profiles in the field have them. So does whether a type is synthetic: what was
 * counted is not taken out of the figures later.
 */
public final class TypesResource implements Resource {
  private static final String PATH = "/admin/v1/types";
  private static final String ONE = PATH + "/{type}";
  private static final Set<String> POLICIES = Set.of(
      "protection", "rebinding", "maxDownloadAttempts", "maxConfirmationAttempts", "orderLifetime");
  private static final Set<String> FIXED = Set.of("name", "operator", "mncLength", "synthetic");
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
    var members =
        call.members().only(all(List.of(POLICIES, FIXED, TypeMetadata.NAMES, TypeMetadata.FIXED)));
    var owner = desk.operator(call, members.text("operator"));
    var name = members.requiredText("name", TypesResource::name);
    if (inventory.findType(name).isPresent()) {
      throw AdminRefusal.conflict("there is a profile type of this name");
    }
    int mncLength = members.number("mncLength").orElse(2);
    if (mncLength != 2 && mncLength != 3) {
      throw AdminRefusal.unreadable("mncLength: 2 or 3 expected");
    }
    var draft = new ProfileType(
        0,
        owner.operatorId(),
        name,
        TypeMetadata.read(members),
        mncLength,
        Protection.SESSION_KEYS,
        DOWNLOADS,
        CONFIRMATIONS,
        Optional.empty(),
        Rebinding.ALLOW,
        members.flag("synthetic").orElse(false));
    var type = inventory.add(withPolicies(draft, draft.texts(), members));
    call.about("type/" + name);
    return AdminReply.created(of(type));
  }

  private static Set<String> all(Collection<Set<String>> names) {
    return names.stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
  }

  private Reply change(AdminCall call) {
    var type = type(call);
    var members = call.members().only(all(List.of(POLICIES, TypeMetadata.NAMES)));
    var changed = withPolicies(type, TypeMetadata.renamed(type.texts(), members), members);
    if (!administration.change(changed)) {
      throw AdminRefusal.conflict(
          "a rollout of %s is under way, and its gate compares versions only;"
                  .formatted(type.name())
              + " wait until it has ended, or roll it back, then change the type");
    }
    return AdminReply.ok(of(changed));
  }

  private static ProfileType withPolicies(ProfileType type, MetadataTexts texts, Members members) {
    return new ProfileType(
        type.profileTypeId(),
        type.operatorId(),
        type.name(),
        texts,
        type.mncLength(),
        members.text("protection", TypesResource::protection).orElse(type.protection()),
        attempts(members, "maxDownloadAttempts").orElse(type.maxDownloadAttempts()),
        attempts(members, "maxConfirmationAttempts").orElse(type.maxConfirmationAttempts()),
        members.has("orderLifetime")
            ? members.text("orderLifetime", Requests::duration)
            : type.orderLifetime(),
        members.text("rebinding", TypesResource::rebinding).orElse(type.rebinding()),
        type.synthetic());
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

  private Map<String, Object> of(ProfileType type) {
    var members = new LinkedHashMap<String, Object>();
    members.put("name", type.name());
    members.put(
        "operator",
        administration.operators().stream()
            .filter(operator -> operator.operatorId() == type.operatorId())
            .map(operator -> operator.name())
            .findFirst());
    members.putAll(TypeMetadata.of(type.texts()));
    members.put("mncLength", type.mncLength());
    members.put("synthetic", type.synthetic());
    members.put("protection", type.protection().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    members.put("rebinding", type.rebinding().name().toLowerCase(Locale.ROOT));
    members.put("maxDownloadAttempts", type.maxDownloadAttempts());
    members.put("maxConfirmationAttempts", type.maxConfirmationAttempts());
    members.put("orderLifetime", type.orderLifetime());
    return members;
  }
}

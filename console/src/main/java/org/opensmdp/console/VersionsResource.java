package org.opensmdp.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.Intake;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.LintRefusal;
import org.opensmdp.activation.MoveVersion;
import org.opensmdp.activation.NewVersion;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileVersion;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.VersionState;
import org.opensmdp.activation.Versions;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.profile.Holes;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.profile.ProfileSize;
import org.opensmdp.profile.VersionDiff;
import org.opensmdp.profile.text.TextForm;
import org.opensmdp.rsp.Bytes;

/** Versions of profile types: imported through the lint, listed, shown, compared. */
public final class VersionsResource implements Resource {
  private static final String PATH = "/admin/v1/types/{type}/versions";
  private static final Set<String> MEMBERS = Set.of("template", "holes", "note");
  private static final String DER = "application/octet-stream";
  private static final Set<String> FILES = Set.of(DER, "text/plain");

  private final Access access;
  private final Inventory inventory;
  private final Versions versions;
  private final Intake intake;
  private final MoveVersion move;

  public VersionsResource(Access access, Inventory inventory, Versions versions, MoveVersion move) {
    this.access = access;
    this.inventory = inventory;
    this.versions = versions;
    this.intake = new Intake(inventory);
    this.move = move;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", "", "list", Role.VIEWER, this::list),
        route("POST", "", "import", Role.OPERATIONS, this::add),
        route("GET", "/{number}", "show", Role.VIEWER, this::show),
        route("GET", "/{number}/diff/{other}", "diff", Role.VIEWER, this::diff),
        route("GET", "/{number}/template", "download", Role.ADMINISTRATOR, this::template));
  }

  private Route route(
      String method, String path, String name, Role role, AdminFunction.Content content) {
    return new Route(
        method,
        PATH + path,
        "admin.version." + name,
        AdminFunction.of("version." + name, role, access, content));
  }

  private ProfileType type(AdminCall call) {
    return inventory
        .findType(call.path("type"))
        .filter(type -> call.mayTouch(type.operatorId()))
        .orElseThrow(() -> AdminRefusal.notFound("there is no such profile type"));
  }

  private ProfileVersion version(AdminCall call, ProfileType type, String name) {
    int number = call.path(name, Integer::parseInt);
    return versions
        .find(type, number)
        .orElseThrow(() -> AdminRefusal.notFound("there is no version " + number));
  }

  private Versions.Content content(ProfileVersion version) {
    return versions.content(version.versionId()).orElseThrow();
  }

  private Reply list(AdminCall call) {
    var all = versions.list(type(call));
    var stable = VersionJson.stable(all);
    return AdminReply.ok(Map.of(
        "versions", all.stream().map(version -> VersionJson.of(version, stable)).toList()));
  }

  private Reply show(AdminCall call) {
    var type = type(call);
    var version = version(call, type, "number");
    var content = content(version);
    var members = VersionJson.of(version, VersionJson.stable(versions.list(type)));
    members.put("migrationNote", version.life().migration());
    var size = ProfileSize.of(ProfilePackage.parse(content.template()));
    members.put("memoryOctets", size.memoryOctets());
    members.put("segments", size.segments());
    members.put("holes", HolesJson.of(content.holes()));
    members.put("findings", FindingsJson.of(version.findings()));
    return AdminReply.ok(members);
  }

  private Reply diff(AdminCall call) {
    var type = type(call);
    var older = content(version(call, type, "number")).template();
    var newer = content(version(call, type, "other")).template();
    return AdminReply.ok(Map.of("changes", FindingsJson.of(VersionDiff.of(older, newer))));
  }

  /** A template may hold what the operator keeps to itself: keys that all its cards share. */
  private Reply template(AdminCall call) {
    var type = type(call);
    var version = version(call, type, "number");
    call.about("type/%s/version/%d".formatted(type.name(), version.number()));
    call.isForTheAudit();
    return AdminReply.octets(DER, content(version).template().toArray());
  }

  private Reply add(AdminCall call) {
    var type = type(call);
    var draft = draft(call);
    try {
      return call.query("dry-run", VersionsResource::flag).orElse(false)
          ? tried(call, type, draft)
          : added(call, type, draft);
    } catch (LintRefusal refusal) {
      call.changesNothing();
      return AdminReply.json(
          422,
          Map.of(
              "error",
              Map.of("code", "lint", "message", String.valueOf(refusal.getMessage())),
              "findings",
              FindingsJson.of(refusal.findings())));
    }
  }

  private Reply tried(AdminCall call, ProfileType type, NewVersion draft) {
    call.changesNothing();
    return AdminReply.ok(
        Map.of("findings", FindingsJson.of(Intake.lint(type, draft.template(), draft.holes()))));
  }

  private Reply added(AdminCall call, ProfileType type, NewVersion draft) {
    if (draft.state() == VersionState.STABLE) {
      move.requireMayBeImportedStable(type, call.reason());
    }
    long versionId = intake.version(type, draft);
    var version = versions.list(type).stream()
        .filter(it -> it.versionId() == versionId)
        .findFirst()
        .orElseThrow();
    call.about("type/%s/version/%d".formatted(type.name(), version.number()));
    var members = VersionJson.of(version, Optional.empty());
    members.put("findings", FindingsJson.of(version.findings()));
    return AdminReply.created(members);
  }

  private static NewVersion draft(AdminCall call) {
    boolean draft = call.query("draft", VersionsResource::flag).orElse(false);
    var state = call.query("stable", VersionsResource::flag).orElse(false)
        ? VersionState.STABLE
        : draft ? VersionState.DRAFT : VersionState.CANDIDATE;
    if (FILES.contains(call.contentType())) {
      var note = call.query("note").orElse("");
      return draft(call, template(Bytes.wrap(call.octets())), Holes.NONE, state, note);
    }
    var body = call.members().only(MEMBERS);
    var template = body.requiredText("template", Bytes::fromHex);
    var holes = call.body().has("holes") ? HolesJson.read(call.body().get("holes")) : Holes.NONE;
    return draft(call, template, holes, state, body.text("note").orElse(""));
  }

  /** DER, or the text form in UTF-8. */
  private static Bytes template(Bytes file) {
    return AdminCall.read("template", "", name -> TextForm.readFile(file).octets());
  }

  private static NewVersion draft(
      AdminCall call, Bytes template, Holes holes, VersionState state, String note) {
    return AdminCall.read(
        "note", note, text -> new NewVersion(template, holes, state, call.who(), text, List.of()));
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("true or false expected");
    };
  }
}

package org.opensmdp.console;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.glossary.Glossary;
import org.opensmdp.activation.glossary.GlossaryEntry;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;

/** What codes mean, for everybody with a token: it says nothing of any order. */
public final class GlossaryResource implements Resource {
  private static final String ALL = "/admin/v1/glossary";
  private static final String ONE = ALL + "/{code}";
  private static final int LONGEST_TEXT = 2_000;

  private final Access access;
  private final Glossary glossary = Glossary.standard();

  public GlossaryResource(Access access) {
    this.access = access;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            ALL,
            "admin.glossary.list",
            AdminFunction.of("glossary.list", Role.VIEWER, access, this::list)),
        new Route(
            "GET",
            ONE,
            "admin.glossary.show",
            AdminFunction.of("glossary.show", Role.VIEWER, access, this::show)));
  }

  private Reply list(AdminCall call) {
    var text = call.query("text");
    if (text.map(String::length).orElse(0) > LONGEST_TEXT) {
      throw AdminRefusal.unreadable("text: up to 2000 signs expected");
    }
    var entries = text.map(glossary::search).orElseGet(glossary::all);
    return AdminReply.ok(Map.of("entries", GlossaryJson.of(entries, language(call))));
  }

  /** A path holds no slash: the code of a pair is written 8.2.6-3.8 there. */
  private Reply show(AdminCall call) {
    var code = call.path("code");
    var entry = call.query("function")
        .map(function -> glossary.find(code, function))
        .orElseGet(() -> glossary.find(code));
    return AdminReply.ok(GlossaryJson.of(
        entry.orElseThrow(() -> AdminRefusal.notFound(unknown(code))), language(call)));
  }

  private String unknown(String code) {
    var near = glossary.search(code).stream().map(GlossaryEntry::code).toList();
    return near.isEmpty()
        ? "no entry has this code; a pair is written 8.2.6-3.8 in a path; look with ?text="
        : "no entry has this code; near are " + String.join(", ", near);
  }

  private static Optional<String> language(AdminCall call) {
    return call.query("lang", GlossaryJson::language);
  }
}

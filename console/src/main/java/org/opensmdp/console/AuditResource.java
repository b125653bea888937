package org.opensmdp.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.Audit;
import org.opensmdp.activation.AuditEntry;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;

/** The audit: read, and its chain checked. */
public final class AuditResource implements Resource {
  private static final String PATH = "/admin/v1/audit";
  private static final int PAGE = 100;
  private static final int LARGEST_PAGE = 1_000;

  private final Access access;
  private final Audit audit;

  public AuditResource(Access access, Audit audit) {
    this.access = access;
    this.audit = audit;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            PATH,
            "admin.audit.list",
            AdminFunction.of("audit.list", Role.ADMINISTRATOR, access, this::list)),
        new Route(
            "GET",
            PATH + "/verification",
            "admin.audit.verify",
            AdminFunction.of("audit.verify", Role.ADMINISTRATOR, access, this::verify)));
  }

  private Reply list(AdminCall call) {
    call.requireAllOperators();
    long after = call.query("after", Long::parseLong).orElse(0L);
    int limit = call.query("limit", Integer::parseInt).orElse(PAGE);
    if (limit < 1 || limit > LARGEST_PAGE) {
      throw AdminRefusal.unreadable("limit: 1 to 1000 expected");
    }
    var entries = audit.list(after, limit);
    var answer = new LinkedHashMap<String, Object>();
    answer.put("entries", entries.stream().map(AuditResource::of).toList());
    answer.put(
        "next",
        entries.size() < limit
            ? Optional.empty()
            : Optional.of(entries.get(limit - 1).number()));
    return AdminReply.ok(answer);
  }

  /** From the first entry to the last; says where the chain is broken. */
  private Reply verify(AdminCall call) {
    call.requireAllOperators();
    var last = Optional.<AuditEntry>empty();
    for (var page = audit.list(0, LARGEST_PAGE); !page.isEmpty(); ) {
      for (var entry : page) {
        if (!entry.follows(last)) {
          return AdminReply.ok(Map.of(
              "intact",
              false,
              "entries",
              last.map(AuditEntry::number).orElse(0L),
              "broken",
              entry.number()));
        }
        last = Optional.of(entry);
      }
      page = audit.list(last.get().number(), LARGEST_PAGE);
    }
    return AdminReply.ok(Map.of(
        "intact",
        true,
        "entries",
        last.map(AuditEntry::number).orElse(0L),
        "hash",
        last.map(entry -> entry.hash().toString().toLowerCase(Locale.ROOT)).orElse("")));
  }

  private static Map<String, Object> of(AuditEntry entry) {
    var members = new LinkedHashMap<String, Object>();
    members.put("number", entry.number());
    members.put("happenedAt", entry.happenedAt());
    members.put("who", entry.who());
    members.put("what", entry.what());
    members.put("subject", entry.subject());
    members.put("reason", entry.reason());
    members.put("hash", entry.hash().toString().toLowerCase(Locale.ROOT));
    return members;
  }
}

package org.opensmdp.console;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.timeline.CaseQuery;
import org.opensmdp.activation.timeline.ClientLogImport;
import org.opensmdp.activation.timeline.ClientLogImport.Said;
import org.opensmdp.activation.timeline.ClientLogSource;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;

/** Takes in logs of phones: up to 5000 lines a call, each read for itself. */
public final class ClientLogsResource implements Resource {
  private static final String PATH = "/admin/v1/client-logs";
  private static final Set<String> MEMBERS = Set.of("source", "about", "lines");
  private static final int MOST_TOLD = 20;

  private final Access access;
  private final ClientLogImport imports;

  public ClientLogsResource(Access access, ClientLogImport imports) {
    this.access = access;
    this.imports = imports;
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(
        "POST",
        PATH,
        "admin.client-log.import",
        AdminFunction.of("client-log.import", Role.SUPPORT, access, this::take)));
  }

  private Reply take(AdminCall call) {
    var members = call.members().only(MEMBERS);
    var source = members.requiredText("source", ClientLogsResource::source);
    var about = members.text("about", ClientLogsResource::about).orElse("");
    var lines = members.texts("lines").orElse(List.of());
    if (lines.isEmpty() || lines.size() > ClientLogImport.MOST_LINES) {
      throw AdminRefusal.unreadable(
          "lines: 1 to %d expected".formatted(ClientLogImport.MOST_LINES));
    }
    var said = new ArrayList<Said>();
    var unreadable = new ArrayList<Integer>();
    var reader = new ClientLogLine(source);
    int skipped = 0;
    for (int i = 0; i < lines.size(); i++) {
      try {
        var read = reader.read(lines.get(i));
        read.ifPresent(said::add);
        skipped += read.isEmpty() ? 1 : 0;
      } catch (IllegalArgumentException e) {
        unreadable.add(i + 1);
      }
    }
    call.about("client-logs/" + source.name().toLowerCase(Locale.ROOT));
    var result = imports.run(said, about, call.tenant().map(Operator::operatorId));
    var answer = new LinkedHashMap<String, Object>();
    answer.put("kept", result.kept());
    answer.put("known", result.known());
    answer.put("unplaced", result.unplaced());
    answer.put("skipped", skipped);
    answer.put("unreadable", unreadable.size());
    answer.put("unreadableLines", unreadable.stream().limit(MOST_TOLD).toList());
    return AdminReply.ok(answer);
  }

  private static ClientLogSource source(String text) {
    return ClientLogSource.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static String about(String text) {
    if (text.length() > CaseQuery.LONGEST) {
      throw new IllegalArgumentException("up to %d signs expected".formatted(CaseQuery.LONGEST));
    }
    return text;
  }
}

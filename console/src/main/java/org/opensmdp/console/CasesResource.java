package org.opensmdp.console;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.glossary.Glossary;
import org.opensmdp.activation.timeline.CaseFile;
import org.opensmdp.activation.timeline.CaseFiles;
import org.opensmdp.activation.timeline.CaseQuery;
import org.opensmdp.activation.timeline.CaseReport;
import org.opensmdp.activation.timeline.CaseTeller;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.Iccid;

/**
 * Cases as support works them: found by any identity in any text, told in plain words. The question is in
 * a body and not in a URL, for it may hold an activation code.
 */
public final class CasesResource implements Resource {
  private static final String FIND = "/admin/v1/cases";
  private static final String ONE = "/admin/v1/orders/{iccid}/case";
  private static final Set<String> MEMBERS = Set.of("text", "language");
  private static final String ENGLISH = "en";
  private static final int MOST = 20;

  private final Access access;
  private final CaseFiles files;
  private final CaseTeller teller;

  public CasesResource(Access access, CaseFiles files, CaseTeller teller) {
    this.access = access;
    this.files = files;
    this.teller = teller;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            FIND,
            "admin.case.find",
            AdminFunction.of("case.find", Role.VIEWER, access, this::find)),
        new Route(
            "GET",
            ONE,
            "admin.order.case",
            AdminFunction.of("order.case", Role.VIEWER, access, this::one)));
  }

  /** The orders that are meant, and the case of the one that changed last. */
  private Reply find(AdminCall call) {
    call.changesNothing();
    var members = call.members().only(MEMBERS);
    var text = members.requiredText("text", CasesResource::text);
    var language = members.text("language", CasesResource::language).orElse(ENGLISH);
    var query = CaseQuery.of(text);
    var found = query.isEmpty()
        ? List.<Iccid>of()
        : files.find(query, call.tenant().map(Operator::operatorId), MOST);
    var cases = found.stream().flatMap(iccid -> files.read(iccid).stream()).toList();
    var answer = new LinkedHashMap<String, Object>();
    answer.put("orders", cases.stream().map(CasesResource::summary).toList());
    answer.put("case", CaseJson.of(told(call, query, cases, language)));
    return AdminReply.ok(answer);
  }

  private CaseReport told(AdminCall call, CaseQuery query, List<CaseFile> cases, String language) {
    if (!cases.isEmpty()) {
      return teller.tell(cases.get(0), language);
    }
    // A card without an order is no operator's: a token of one operator is not told of it.
    return call.tenant().isPresent()
        ? teller.tellOfNothing(language)
        : files.cards(query, 1).stream()
            .findFirst()
            .flatMap(card -> teller.tell(files.card(card), language))
            .orElseGet(() -> teller.tellOfNothing(language));
  }

  private static Map<String, Object> summary(CaseFile file) {
    var view = file.order();
    var members = new LinkedHashMap<String, Object>();
    members.put("iccid", view.profile().iccid().digits());
    members.put("state", OrderJson.text(view.profile().state()));
    members.put("changedAt", view.changedAt());
    members.put("operator", view.operator().name());
    members.put("type", view.type().name());
    return members;
  }

  private Reply one(AdminCall call) {
    var iccid = call.path("iccid", Iccid::parse);
    var language = call.query("language", CasesResource::language).orElse(ENGLISH);
    return files
        .read(iccid)
        .filter(file -> call.mayTouch(file.order().operator().operatorId()))
        .map(file -> AdminReply.ok(Map.of("case", CaseJson.of(teller.tell(file, language)))))
        .orElseThrow(() -> AdminRefusal.notFound("there is no profile with this ICCID"));
  }

  private static String text(String text) {
    if (text.isBlank() || text.length() > CaseQuery.LONGEST) {
      throw new IllegalArgumentException("1 to %d signs expected".formatted(CaseQuery.LONGEST));
    }
    return text;
  }

  private static String language(String language) {
    if (!Glossary.LANGUAGES.contains(language)) {
      throw new IllegalArgumentException(
          "one of %s expected".formatted(String.join(", ", Glossary.LANGUAGES)));
    }
    return language;
  }
}

package org.opensmdp.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.rollout.BaselineCard;
import org.opensmdp.activation.rollout.PreflightReport;
import org.opensmdp.activation.rollout.RolloutEvidence;
import org.opensmdp.activation.rollout.RolloutEvidence.TouchedOrder;
import org.opensmdp.activation.rollout.StartRollout;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;

/** What rollouts are decided by: baseline cards, pre-flight reports, and the orders a version has touched. */
public final class RolloutEvidenceResource implements Resource {
  private static final String ONE = "/admin/v1/rollouts/{rolloutId}";
  private static final String BASELINE = "/admin/v1/types/{type}/baseline";
  private static final int MOST = 10_000;
  private static final int SHOWN = 4;

  private final Access access;
  private final RolloutDesk desk;
  private final RolloutEvidence evidence;
  private final StartRollout start;
  private final InstantSource clock;

  public RolloutEvidenceResource(
      Access access,
      RolloutDesk desk,
      RolloutEvidence evidence,
      StartRollout start,
      InstantSource clock) {
    this.access = access;
    this.desk = desk;
    this.evidence = evidence;
    this.start = start;
    this.clock = clock;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        route("GET", BASELINE, "baseline", Role.VIEWER, this::baseline),
        route("POST", BASELINE, "baseline.take", Role.OPERATIONS, this::measure),
        route("GET", ONE + "/preflight", "preflights", Role.VIEWER, this::preflights),
        route("POST", ONE + "/preflight", "preflight", Role.OPERATIONS, this::preflight),
        route("GET", ONE + "/hurt", "hurt", Role.VIEWER, this::hurt));
  }

  private Route route(
      String method, String path, String word, Role role, AdminFunction.Content content) {
    var name = "rollout." + word;
    return new Route(method, path, "admin." + name, AdminFunction.of(name, role, access, content));
  }

  private Reply baseline(AdminCall call) {
    var type = desk.type(call, call.path("type"));
    var stable = desk.stable(type);
    var card = evidence
        .newest(stable.versionId())
        .orElseThrow(() -> AdminRefusal.notFound(
            "version %d of %s has no baseline card; measure it with rollout baseline %2$s --take"
                .formatted(stable.number(), type.name())));
    var members = RolloutJson.of(card, stable.number());
    members.put("fresh", card.isFresh(clock.instant()));
    return AdminReply.ok(members);
  }

  private Reply measure(AdminCall call) {
    var type = desk.type(call, call.path("type"));
    var stable = desk.stable(type);
    var now = clock.instant();
    var deed = RolloutDesk.deed(call);
    call.about("type/%s/version/%d/baseline".formatted(type.name(), stable.number()));
    var card =
        evidence.measure(stable.versionId(), now.minus(BaselineCard.FRESH), now, deed.actor());
    return AdminReply.created(RolloutJson.of(card, stable.number()));
  }

  private Reply preflights(AdminCall call) {
    var rollout = desk.rollout(call).rollout();
    return AdminReply.ok(Map.of(
        "preflights",
        evidence.preflights(rollout.rolloutId()).stream().map(RolloutJson::of).toList()));
  }

  private Reply preflight(AdminCall call) {
    var found = desk.rollout(call);
    var report = report(call.members().only(Set.of("contentHash", "packs")));
    var said = start.preflight(found.type(), found.rollout(), report, RolloutDesk.deed(call));
    var after = desk.rollouts().find(found.rollout().rolloutId()).orElseThrow();
    var members = new LinkedHashMap<String, Object>();
    members.put("rolloutId", after.rolloutId());
    members.put("state", after.state().name().toLowerCase(Locale.ROOT));
    members.put("stageIs", after.current().toString());
    members.put("said", said);
    return AdminReply.ok(members);
  }

  private static PreflightReport report(Members members) {
    var hash = members.requiredText("contentHash", Bytes::fromHex);
    var packs =
        members.objects("packs").stream().map(RolloutEvidenceResource::pack).toList();
    return AdminCall.read("packs", "", text -> new PreflightReport(hash, packs));
  }

  private static PreflightReport.Pack pack(Members pack) {
    pack.only(Set.of("pack", "devices", "installed", "p95InstallSeconds", "causes"));
    var causes = pack.has("causes")
        ? pack.objects("causes").stream().map(RolloutEvidenceResource::cause).toList()
        : List.<PreflightReport.Cause>of();
    return AdminCall.read(
        "packs",
        pack.requiredText("pack"),
        name -> new PreflightReport.Pack(
            name,
            pack.number("devices").orElse(0),
            pack.number("installed").orElse(0),
            pack.decimal("p95InstallSeconds").orElse(0.0),
            causes));
  }

  private static PreflightReport.Cause cause(Members cause) {
    cause.only(Set.of("cause", "at", "count"));
    return AdminCall.read(
        "causes",
        cause.requiredText("cause"),
        text -> new PreflightReport.Cause(
            text, cause.text("at").orElse(""), cause.number("count").orElse(0)));
  }

  /** Full numbers are for those who help subscribers; everybody else sees the last four digits. */
  private Reply hurt(AdminCall call) {
    var rollout = desk.rollout(call).rollout();
    boolean full = call.role().covers(Role.SUPPORT);
    var touched = evidence.touched(rollout.rolloutId(), call.query("after", Iccid::new), MOST);
    if (call.query("format").filter("csv"::equals).isPresent()) {
      return AdminReply.octets("text/csv; charset=utf-8", csv(touched, full).getBytes(UTF_8));
    }
    var members = new LinkedHashMap<String, Object>();
    members.put("orders", touched.stream().map(order -> of(order, full)).toList());
    members.put(
        "next",
        touched.size() < MOST || !full
            ? Optional.empty()
            : Optional.of(touched.get(MOST - 1).iccid().digits()));
    return AdminReply.ok(members);
  }

  private static String csv(List<TouchedOrder> touched, boolean full) {
    var text = new StringBuilder("iccid,eid,result,attribution,cause,endedAt\n");
    touched.forEach(order -> text.append(
        String.join(",", of(order, full).values().stream().map(String::valueOf).toList()) + "\n"));
    return text.toString();
  }

  /** None of the values has a comma: digits, words, causes of a closed set, a time. */
  private static Map<String, String> of(TouchedOrder order, boolean full) {
    var members = new LinkedHashMap<String, String>();
    members.put("iccid", shown(order.iccid().digits(), full));
    members.put("eid", shown(order.eid().digits(), full));
    members.put("result", order.result().name().toLowerCase(Locale.ROOT));
    members.put(
        "attribution",
        order.attribution().map(by -> by.name().toLowerCase(Locale.ROOT)).orElse(""));
    members.put("cause", order.cause().replace(',', ' '));
    members.put("endedAt", order.endedAt().toString());
    return members;
  }

  private static String shown(String digits, boolean full) {
    int hidden = digits.length() - SHOWN;
    return full ? digits : "*".repeat(hidden) + digits.substring(hidden);
  }
}

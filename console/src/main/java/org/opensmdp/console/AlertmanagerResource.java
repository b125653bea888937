package org.opensmdp.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.Region;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.incident.Alert;
import org.opensmdp.activation.incident.Alerts;
import org.opensmdp.activation.incident.Incident.Cause;
import org.opensmdp.activation.incident.Incident.Severity;
import org.opensmdp.activation.incident.Incident.What;
import org.opensmdp.activation.incident.IncidentDesk;
import org.opensmdp.activation.incident.Incidents;
import org.opensmdp.activation.slo.Figures;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Route;

/**
 * What Alertmanager sends to a webhook (its version 4). A body is taken as a whole or not at all: every
 * alert is read before the first one is told. Members and labels that are not known here are skipped.
 */
public final class AlertmanagerResource implements Resource {
  private static final String PATH = "/admin/v1/incidents/alertmanager";
  private static final String VERSION = "4";
  private static final int MOST = 1000;
  private static final int LONGEST_TITLE = 200;
  private static final int LONGEST_DESCRIPTION = 2000;

  /** How the names of alerts tell their cause, where no label does; the first that fits holds. */
  private static final List<Map.Entry<String, Cause>> CAUSES = List.of(
      Map.entry("Integrity", Cause.INTEGRITY),
      Map.entry("RolledBack", Cause.ROLLOUT),
      Map.entry("Rollout", Cause.ROLLOUT),
      Map.entry("Silent", Cause.NETWORK),
      Map.entry("Attach", Cause.NETWORK),
      Map.entry("Queue", Cause.CAPACITY),
      Map.entry("Stock", Cause.CAPACITY),
      Map.entry("Es9", Cause.SERVER),
      Map.entry("Es2", Cause.SERVER),
      Map.entry("Signing", Cause.SERVER),
      Map.entry("Cert", Cause.SERVER),
      Map.entry("Synthetic", Cause.SERVER),
      Map.entry("Callback", Cause.OPERATOR));

  private final Access access;
  private final Alerts alerts;
  private final Inventory inventory;

  public AlertmanagerResource(
      Access access,
      Incidents incidents,
      Figures figures,
      Inventory inventory,
      InstantSource clock) {
    this.access = access;
    this.alerts = new Alerts(incidents, new IncidentDesk(incidents, figures, clock), clock);
    this.inventory = inventory;
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(
        "POST",
        PATH,
        "admin.incident.alert",
        AdminFunction.of("incident.alert", Role.OPERATIONS, access, this::tell)));
  }

  private Reply tell(AdminCall call) {
    call.requireAllOperators();
    var told = read(call.members());
    return IncidentsResource.answered(() -> {
      var changed = new ArrayList<Long>();
      for (var alert : told) {
        alerts.tell(alert, call.who()).ifPresent(incident -> changed.add(incident.incidentId()));
      }
      if (changed.isEmpty()) {
        call.changesNothing();
      }
      call.about(
          "incident/" + String.join(",", changed.stream().map(String::valueOf).toList()));
      return AdminReply.ok(Map.of("alerts", told.size(), "incidents", changed));
    });
  }

  private List<Alert> read(Members body) {
    var version = body.requiredText("version");
    if (!version.equals(VERSION)) {
      throw AdminRefusal.unreadable("version 4 of Alertmanager's webhook expected");
    }
    var objects = body.objects("alerts");
    if (objects.size() > MOST) {
      throw AdminRefusal.unreadable("at most 1000 alerts at a time; set max_alerts");
    }
    return objects.stream().map(this::alert).toList();
  }

  private Alert alert(Members alert) {
    boolean firing = alert.requiredText("status", AlertmanagerResource::isFiring);
    var starts = alert.requiredText("startsAt", AlertmanagerResource::time);
    var ends = firing
        ? Optional.<Instant>empty()
        : Optional.of(alert.requiredText("endsAt", AlertmanagerResource::time));
    var what = what(
        alert.object("labels").orElseThrow(() -> AdminRefusal.unreadable("labels are missing")),
        alert.object("annotations"));
    return alert.requiredText(
        "fingerprint", fingerprint -> new Alert(fingerprint, starts, ends, what));
  }

  private static boolean isFiring(String status) {
    return switch (status) {
      case "firing" -> true;
      case "resolved" -> false;
      default -> throw new IllegalArgumentException("firing or resolved expected");
    };
  }

  /** Alertmanager writes times with an offset. */
  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("a time of RFC 3339 expected", e);
    }
  }

  /** Labels come from rules of all kinds: what cannot be used says nothing, and refuses nothing. */
  private What what(Members labels, Optional<Members> annotations) {
    var name = labels.requiredText("alertname");
    var summary = annotations.flatMap(said -> text(said, "summary"));
    var description = annotations.flatMap(said -> text(said, "description")).orElse("");
    return AdminCall.read(
        "alertname",
        shown(summary.map(said -> name + ": " + said).orElse(name), LONGEST_TITLE),
        title -> new What(
            text(labels, "severity")
                .filter("page"::equals)
                .map(page -> Severity.PAGE)
                .orElse(Severity.TICKET),
            text(labels, "cause")
                .flatMap(word -> constant(Cause.class, word))
                .orElseGet(() -> cause(name)),
            title,
            shown(description, LONGEST_DESCRIPTION),
            text(labels, "drill").filter("true"::equals).isPresent(),
            Optional.empty(),
            text(labels, "profile_type")
                .or(() -> text(labels, "type"))
                .flatMap(inventory::findType)
                .map(ProfileType::profileTypeId),
            Optional.empty(),
            text(labels, "region").flatMap(word -> constant(Region.class, word))));
  }

  private static Optional<String> text(Members labels, String name) {
    return labels.isText(name) ? labels.text(name) : Optional.empty();
  }

  private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String word) {
    try {
      return Optional.of(Words.constant(type, word.toLowerCase(Locale.ROOT).replace('_', '-')));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Cause cause(String alertname) {
    return CAUSES.stream()
        .filter(known -> alertname.contains(known.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(Cause.UNKNOWN);
  }

  private static String shown(String text, int longest) {
    var line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return line.substring(0, Math.min(longest, line.length()));
  }
}

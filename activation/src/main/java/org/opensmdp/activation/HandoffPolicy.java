package org.opensmdp.activation;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * How long one side waits for the other at each handoff, how often it tries again, and what is done then: all
 * of it in one place. The values that others may set (a type's, the configuration's) are named; the rest are
 * those that the rules use. {@code docs/handoff-policies.md} is this list.
 */
public enum HandoffPolicy {
  /** initiateAuthentication to authenticateClient. */
  AUTHENTICATION(
      "a proof of the card, after the challenge",
      Optional.empty(),
      "limits.session-lifetime, 30 minutes",
      "the identical request again gets the identical answer",
      "8.10.1/3.9, and the phone starts again; nothing is kept of a challenge",
      "ES9+.AuthenticateClient",
      "smdp_handoff_repeats_total"),
  /** authenticateClient to getBoundProfilePackage: a person reads. */
  DELIVERY(
      "a request for the package, while a person reads what is offered",
      Optional.empty(),
      "limits.session-lifetime, 30 minutes",
      "the identical request again gets the identical package",
      "the session is over, the order stays as it is",
      SilentAttempts.FUNCTION,
      "smdp_handoff_timeouts_total"),
  /** One order downloaded again. */
  DOWNLOAD(
      "the card that has an order's package and comes again",
      Optional.empty(),
      "the order's or its type's expiry",
      "the order's or its type's attempts, each counted when a package is delivered",
      "8.8.5/6.4, the order ends; people may arm it again",
      "ES9+.AuthenticateClient",
      "smdp_handoff_repeats_total"),
  /** getBoundProfilePackage to handleNotification: the card works. */
  INSTALLATION(
      "the card's report on the package delivered",
      Optional.of(Duration.ofMinutes(15)),
      "15 minutes",
      "the phone repeats its report until it hears 204",
      "the attempt counts as unconfirmed; a late report corrects it, the same card may try again",
      SilentAttempts.FUNCTION,
      "smdp_handoff_timeouts_total"),
  /** handleNotification to the verdict. */
  REPORT(
      "the verdict on a report that is stored",
      Optional.empty(),
      "seconds; every node looks for reports that were left",
      "until it is judged, also after a restart; the same octets count once",
      "nothing is given up",
      "ES9+.HandleNotification",
      "rsp_report_total"),
  /** Order states: the operator's next call, the device's coming. */
  ORDER(
      "the next step of an order: its operator's call, or its card",
      Optional.empty(),
      "by type and state; 7 days, 90 days Released, 1 day Downloaded where a type says nothing",
      "none",
      "told once for each state, or cancelled where the type says so",
      StuckOrders.FUNCTION,
      "smdp_orders_over_age"),
  /** HandleDownloadProgressInfo and webhooks. */
  CALLBACK(
      "an operator's 2xx",
      Optional.of(DeliverCallbacks.TRIED_FOR),
      "15 s a call, 1 day altogether",
      "after 1 s, 2 s, 4 s, ... 1 h; in the order of each ICCID",
      "on the list of the dead; `callback replay`",
      "",
      "smdp_callback_total"),
  /** ES12. */
  SMDS_EVENT(
      "an SM-DS that takes or deletes an event",
      Optional.of(SmdsEvents.GIVES_UP_AFTER),
      "smds.timeout, 15 s a call; 1 day altogether",
      "after 1 s, 2 s, 4 s, ... 1 h",
      "on the list of the dead; `smds replay`",
      "ES12.RegisterEvent",
      "smdp_outbox_oldest_seconds");

  private final String waitsFor;
  private final Optional<Duration> patience;
  private final String limit;
  private final String repeats;
  private final String then;
  private final String event;
  private final String metric;

  HandoffPolicy(
      String waitsFor,
      Optional<Duration> patience,
      String limit,
      String repeats,
      String then,
      String event,
      String metric) {
    this.waitsFor = waitsFor;
    this.patience = patience;
    this.limit = limit;
    this.repeats = repeats;
    this.then = then;
    this.event = event;
    this.metric = metric;
  }

  /** Returns the name in labels and documents: {@code smds-event}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns what is waited for. */
  public String waitsFor() {
    return waitsFor;
  }

  /** Returns for how long, where no configuration, type or order says so. */
  public Optional<Duration> patience() {
    return patience;
  }

  /** Returns for how long, in words, and who may set it. */
  public String limit() {
    return limit;
  }

  /** Returns what is tried again, and how often. */
  public String repeats() {
    return repeats;
  }

  /** Returns what is done when all of that is over. */
  public String then() {
    return then;
  }

  /** Returns the function of the event that tells of it; empty where a list of its own keeps it. */
  public String event() {
    return event;
  }

  /** Returns the metric that counts it. */
  public String metric() {
    return metric;
  }
}

package org.opensmdp.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.opensmdp.activation.AdminToken;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.Role;
import org.opensmdp.http.Request;

/** One request of an administrator who was let in. One thread. */
public final class AdminCall {
  private static final int LONGEST_REASON = 500;

  private final AdminToken token;
  private final Request request;
  private final Map<String, String> query;
  private String subject;
  private boolean changing;

  AdminCall(AdminToken token, Request request) {
    this.token = token;
    this.request = request;
    this.query = query(request);
    this.subject = request.path().replaceFirst("^/admin/v1/", "");
    this.changing = !request.method().equals("GET");
  }

  private static Map<String, String> query(Request request) {
    try {
      return request.queryValues();
    } catch (IllegalArgumentException e) {
      throw AdminRefusal.unreadable(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the name of the token, for audits and events. */
  public String who() {
    return token.name();
  }

  public Role role() {
    return token.role();
  }

  /** Returns the operator to whose things the token is bound; empty if it may see all. */
  public Optional<Operator> tenant() {
    return token.operator();
  }

  /** Whether the token may see what this operator owns. */
  public boolean mayTouch(long operatorId) {
    return tenant().map(operator -> operator.operatorId() == operatorId).orElse(true);
  }

  /**
   * Refuses tokens that are bound to an operator.
   *
   * @throws AdminRefusal 403
   */
  public void requireAllOperators() {
    if (tenant().isPresent()) {
      throw AdminRefusal.forbidden("a token that is bound to an operator may not do this");
    }
  }

  /** Returns what the path has in this place. */
  public String path(String name) {
    return request.pathValue(name);
  }

  /**
   * Returns what the path has in this place, as what it is.
   *
   * @throws AdminRefusal 404 if it is none: no such thing can be there
   */
  public <T> T path(String name, Function<String, T> type) {
    try {
      return type.apply(path(name));
    } catch (RuntimeException e) {
      throw AdminRefusal.notFound("there is none: %s (%s)".formatted(name, e.getMessage()));
    }
  }

  /** Returns a value of the query; empty if it is missing or empty. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * Returns a value of the query as what it is.
   *
   * @throws AdminRefusal 400 if it is none
   */
  public <T> Optional<T> query(String name, Function<String, T> type) {
    return query(name).map(value -> read(name, value, type));
  }

  /**
   * Returns a text as what it is.
   *
   * @param name what the text is called, for the refusal
   * @throws AdminRefusal 400 if it is none
   */
  public static <T> T read(String name, String text, Function<String, T> type) {
    try {
      return type.apply(text);
    } catch (RuntimeException e) {
      throw AdminRefusal.unreadable("%s: %s".formatted(name, e.getMessage()));
    }
  }

  /**
   * Returns the body.
   *
   * @throws AdminRefusal 400 if it is not one JSON object
   */
  public JsonNode body() {
    return AdminJson.read(request.body());
  }

  /** Returns the members of the body, read strictly. */
  public Members members() {
    return new Members(body());
  }

  /** Returns the body as it came: an array of the call's own. */
  public byte[] octets() {
    return request.body();
  }

  /** Returns the media type of the body without its parameters, in lower case; empty if unsaid. */
  public String contentType() {
    return request
        .header("Content-Type")
        .map(type -> type.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
        .orElse("");
  }

  /** Says what is changed, for the audit; the path beneath /admin/v1/ until somebody says. */
  public void about(String changed) {
    this.subject = changed;
  }

  /** Says that nothing was changed after all: a dry run, a question too long for a path. */
  public void changesNothing() {
    this.changing = false;
  }

  /** Says that what is read here goes into the audit, as a change does. */
  public void isForTheAudit() {
    this.changing = true;
  }

  boolean isChanging() {
    return changing;
  }

  String subject() {
    return subject;
  }

  /** Returns why, in the words of who asks: the header Audit-Reason. */
  public String reason() {
    var reason = request.header("Audit-Reason").orElse("");
    return reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
  }
}

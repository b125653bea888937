package org.opensmdp.console;

import java.util.Set;
import org.opensmdp.activation.RefusedByHand;
import org.opensmdp.activation.Role;
import org.opensmdp.activation.StorageUnavailable;
import org.opensmdp.http.Handler;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;
import org.opensmdp.rsp.RspException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One function of the admin API as a handler: lets the caller in before anything else is looked at, and
 * writes what was changed into the audit right after it. The one place where a refusal becomes an
 * answer.
 */
public final class AdminFunction implements Handler {
  private static final Logger LOG = LoggerFactory.getLogger(AdminFunction.class);
  private static final Set<String> UNKNOWN = Set.of("1.1", "3.9");
  private static final Set<String> IN_THE_WAY = Set.of("3.3", "3.5", "3.7");

  private final String name;
  private final Role role;
  private final Access access;
  private final Content content;

  /** Makes the answer of a function; throws {@link AdminRefusal} or RspException to refuse. */
  @FunctionalInterface
  public interface Content {
    Reply of(AdminCall call);
  }

  private AdminFunction(String name, Role role, Access access, Content content) {
    this.name = name;
    this.role = role;
    this.access = access;
    this.content = content;
  }

  /**
   * Returns the handler of a function.
   *
   * @param name what the audit calls it, as {@code operator.change}
   */
  public static Handler of(String name, Role role, Access access, Content content) {
    return new AdminFunction(name, role, access, content);
  }

  @Override
  public Reply handle(Request request) {
    try {
      return answer(request);
    } catch (AdminRefusal refusal) {
      return challenged(AdminReply.refused(refusal));
    } catch (RspException refusal) {
      return AdminReply.refused(translated(refusal));
    } catch (RefusedByHand refusal) {
      return AdminReply.refused(translated(refusal));
    } catch (StorageUnavailable e) {
      LOG.atWarn().addKeyValue("function", name).log("The database does not answer");
      return AdminReply.refused(
              new AdminRefusal(503, "unavailable", "the database does not answer; try again"))
          .header("Retry-After", "10");
    }
  }

  private Reply answer(Request request) {
    var token = access.enter(request, role);
    var call = new AdminCall(token, request);
    var reply = content.of(call);
    if (call.isChanging()) {
      access.record(call, name);
      LOG.atInfo()
          .addKeyValue("function", name)
          .addKeyValue("who", call.who())
          .addKeyValue("subject", call.subject())
          .log("An administrator made a change");
    }
    return reply;
  }

  /** RFC 6750: a 401 says how to come in. */
  private static Reply challenged(Reply reply) {
    return reply.status() == 401
        ? reply.header("WWW-Authenticate", "Bearer realm=\"opensmdp\"")
        : reply;
  }

  static AdminRefusal translated(RefusedByHand refusal) {
    return switch (refusal.kind()) {
      case UNKNOWN -> AdminRefusal.notFound(refusal.text());
      case CONFLICT -> AdminRefusal.conflict(refusal.text());
      case FORBIDDEN -> AdminRefusal.forbidden(refusal.text());
      case INVALID -> AdminRefusal.invalid(refusal.text());
    };
  }

  /** The rules refuse with the codes of SGP.22; the code goes along. */
  static AdminRefusal translated(RspException refusal) {
    var status = refusal.status();
    int http = UNKNOWN.contains(status.reason())
        ? 404
        : status.reason().equals("1.2") ? 403 : IN_THE_WAY.contains(status.reason()) ? 409 : 422;
    return new AdminRefusal(http, status.pair(), status.text() + ": " + refusal.text());
  }
}

package org.opensmdp.es2plus;

import static org.opensmdp.rsp.StatusCode.FUNCTION_INVALID;
import static org.opensmdp.rsp.StatusCode.FUNCTION_MANDATORY_MISSING;
import static org.opensmdp.rsp.StatusCode.PROVIDER_BUSY;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opensmdp.activation.CallLimits;
import org.opensmdp.activation.Caller;
import org.opensmdp.activation.Callers;
import org.opensmdp.activation.FunctionCall;
import org.opensmdp.activation.FunctionObserver;
import org.opensmdp.activation.StorageUnavailable;
import org.opensmdp.http.Handler;
import org.opensmdp.http.Reply;
import org.opensmdp.http.Request;
import org.opensmdp.http.json.JsonObject;
import org.opensmdp.http.json.NotJson;
import org.opensmdp.http.json.WrongMember;
import org.opensmdp.rsp.RspException;

/**
 * One function of ES2+ as a handler: finds out who calls, before anything else is looked at. The one
 * place where a refusal becomes an answer: HTTP 200 whatever the function decides, other statuses
 * only for what is no call of a function.
 */
final class Es2PlusFunction implements Handler {
  private final String name;
  private final Callers callers;
  private final CallLimits limits;
  private final FunctionObserver observer;
  private final Set<String> members;
  private final Content content;

  /** Makes the answer of a function that succeeds. */
  @FunctionalInterface
  interface Content {
    byte[] of(Caller caller, JsonObject body, FunctionCall call);
  }

  /** @param members those that the function reads beside the header; others are ignored */
  Es2PlusFunction(
      String name,
      Callers callers,
      CallLimits limits,
      FunctionObserver observer,
      Set<String> members,
      Content content) {
    this.name = name;
    this.callers = callers;
    this.limits = limits;
    this.observer = observer;
    this.members = Stream.of(members, CallerJson.MEMBERS)
        .flatMap(Set::stream)
        .collect(Collectors.toUnmodifiableSet());
    this.content = content;
  }

  @Override
  public Reply handle(Request request) {
    var call = FunctionCall.begin(name, observer);
    var correlation = Correlation.of(request);
    correlation.tell(call);
    return correlation.onto(handle(request, correlation, call));
  }

  private Reply handle(Request request, Correlation correlation, FunctionCall call) {
    try {
      return answer(request, correlation, call);
    } catch (RspException refusal) {
      return refused(refusal, call);
    } catch (WrongMember e) {
      var status = e.isMissing() ? FUNCTION_MANDATORY_MISSING : FUNCTION_INVALID;
      return refused(new RspException(status, e.text()), call);
    } catch (NotJson e) {
      call.malformed(e.text());
      return Answers.empty(e.httpStatus());
    } catch (StorageUnavailable e) {
      call.unavailable(e);
      return Answers.empty(503).header("Retry-After", "10");
    } catch (RuntimeException | Error defect) {
      call.failed();
      throw defect;
    }
  }

  private Reply answer(Request request, Correlation correlation, FunctionCall call) {
    Optional<X509Certificate> certificate = request.clientCertificate();
    if (certificate.isEmpty()) {
      call.malformed("no client certificate");
      return Answers.empty(401);
    }
    var body = JsonObject.bodyOf(request, members);
    var caller = CallerJson.read(body, certificate.get(), callers);
    call.by(caller);
    var wait = limits.admit(caller.operator());
    if (wait.isPresent()) {
      return tooFast(wait.get(), call);
    }
    byte[] json = content.of(caller.correlated(correlation.id()), body, call);
    call.succeeded();
    return Answers.ok(json);
  }

  private static Reply tooFast(Duration wait, FunctionCall call) {
    var seconds = wait.plusMillis(999).toSeconds();
    var refusal = new RspException(
        PROVIDER_BUSY,
        "more calls a minute than agreed, the next is possible in " + seconds + " s");
    return refused(refusal, call).header("Retry-After", Long.toString(seconds));
  }

  private static Reply refused(RspException refusal, FunctionCall call) {
    call.refused(refusal);
    return Answers.ok(Answers.failed(refusal));
  }
}

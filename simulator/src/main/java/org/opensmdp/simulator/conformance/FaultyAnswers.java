package org.opensmdp.simulator.conformance;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.opensmdp.simulator.HttpTransport;

/**
 * The faults of a server that is wrong on purpose, one for each run: the requests of a run say in a
 * header which it is, so that others beside it are answered rightly. Any thread.
 */
public final class FaultyAnswers {
  /** The header, in requests. */
  public static final String HEADER = "X-Conformance-Run";

  private final AtomicLong runs = new AtomicLong();
  private final Map<String, Active> active = new ConcurrentHashMap<>();
  private volatile Optional<Active> unlabelled = Optional.empty();

  /** A fault, and how many answers of its function there have been. */
  private record Active(Fault fault, AtomicInteger answers) {
    ServerAnswer leaving(String path, ServerAnswer answer) {
      if (!path.substring(path.lastIndexOf('/') + 1).equals(fault.function())) {
        return answer;
      }
      int now = answers.incrementAndGet();
      boolean meant = fault.nth() == 0 || fault.nth() == now;
      return meant ? fault.change().apply(answer) : answer;
    }
  }

  /**
   * Changes an answer on its way out, or does not.
   *
   * @param run what the request says in {@link #HEADER}, if anything
   * @param path of the request
   */
  public ServerAnswer leaving(Optional<String> run, String path, ServerAnswer answer) {
    var found = run.map(active::get).or(() -> unlabelled);
    return found.map(it -> it.leaving(path, answer)).orElse(answer);
  }

  /** Returns the server as it is with this fault, for one run. */
  Target with(Fault fault, Target target) {
    var run = Long.toString(runs.incrementAndGet());
    active.put(run, new Active(fault, new AtomicInteger()));
    return new Target(
        target.smdpAddress(),
        labelled(target.es9plus(), run),
        target.hierarchies(),
        target.operator().map(access -> labelled(access, run)),
        target.secondOperator().map(access -> labelled(access, run)),
        target.anonymous().map(way -> labelled(way, run)),
        target.profileTypes(),
        target.features(),
        target.provisioning(),
        target.callbacks().map(endpoint -> misheard(endpoint, fault)));
  }

  /** Has it in answers to requests without the header, too, which a case has sent its own way. */
  void everywhere(Fault fault) {
    unlabelled = Optional.of(new Active(fault, new AtomicInteger()));
  }

  void rightAgain() {
    unlabelled = Optional.empty();
    active.clear();
  }

  private static CallbackEndpoint misheard(CallbackEndpoint endpoint, Fault fault) {
    return fault.function().equals("handleDownloadProgressInfo")
        ? endpoint.hearing(fault.change())
        : endpoint;
  }

  private static OperatorAccess labelled(OperatorAccess access, String run) {
    return new OperatorAccess(
        labelled(access.transport(), run), access.address(), access.requesterIdentifier());
  }

  private static HttpTransport labelled(HttpTransport way, String run) {
    return request -> {
      var headers = new LinkedHashMap<>(request.headers());
      headers.put(HEADER, run);
      return way.post(new HttpTransport.Request(request.uri(), headers, request.body()));
    };
  }
}

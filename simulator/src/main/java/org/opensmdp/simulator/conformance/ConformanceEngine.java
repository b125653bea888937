package org.opensmdp.simulator.conformance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * The suite as an engine of the JUnit Platform: interface, function, case, wire. Of the wires of a case
 * each is a test. NOT_APPLICABLE is a test that was skipped, INCONCLUSIVE one that was aborted.
 *
 * <p>It is given to a launcher as an object; no service file names it, so that no other launcher finds it.
 */
public final class ConformanceEngine implements TestEngine {
  public static final String ID = "opensmdp-conformance";

  private final ConformanceRun suite;
  private final List<PlannedRun> planned;
  private final int threads;
  private final Consumer<Outcome> told;
  private final Map<PlannedRun, ConformanceDescriptor> tests = new LinkedHashMap<>();

  /** @param told of each outcome as it comes, from any thread */
  public ConformanceEngine(
      ConformanceRun suite, List<PlannedRun> planned, int threads, Consumer<Outcome> told) {
    this.suite = suite;
    this.planned = List.copyOf(planned);
    this.threads = threads;
    this.told = told;
  }

  @Override
  public String getId() {
    return ID;
  }

  @Override
  public TestDescriptor discover(EngineDiscoveryRequest request, UniqueId id) {
    var root = new EngineDescriptor(id, "SM-DP+ conformance");
    for (var one : planned) {
      var subject = one.subject();
      var here = child(root, "interface", subject.interfaceName());
      here = child(here, "function", subject.functionName());
      here = child(here, "case", subject.id());
      var test = ConformanceDescriptor.test(here.getUniqueId(), one);
      here.addChild(test);
      tests.put(one, test);
    }
    return root;
  }

  private static TestDescriptor child(TestDescriptor parent, String type, String name) {
    var id = parent.getUniqueId().append(type, name);
    return parent.getChildren().stream()
        .filter(it -> it.getUniqueId().equals(id))
        .map(it -> (TestDescriptor) it)
        .findFirst()
        .orElseGet(() -> {
          var made = ConformanceDescriptor.container(id, name);
          parent.addChild(made);
          return made;
        });
  }

  @Override
  public void execute(ExecutionRequest request) {
    var listener = request.getEngineExecutionListener();
    var root = request.getRootTestDescriptor();
    started(listener, root);
    var left = planned.stream().filter(it -> kept(test(it), root)).toList();
    suite.run(left, threads, new Watch(listener));
    finished(listener, root);
  }

  private ConformanceDescriptor test(PlannedRun run) {
    return Objects.requireNonNull(tests.get(run));
  }

  /** A launcher prunes what its filters leave out. */
  private static boolean kept(TestDescriptor test, TestDescriptor root) {
    return root.findByUniqueId(test.getUniqueId()).isPresent();
  }

  private static void started(EngineExecutionListener listener, TestDescriptor container) {
    listener.executionStarted(container);
    container.getChildren().stream()
        .filter(TestDescriptor::isContainer)
        .forEach(it -> started(listener, it));
  }

  private static void finished(EngineExecutionListener listener, TestDescriptor container) {
    container.getChildren().stream()
        .filter(TestDescriptor::isContainer)
        .forEach(it -> finished(listener, it));
    listener.executionFinished(container, TestExecutionResult.successful());
  }

  /** Tells the platform what the suite does. */
  private final class Watch implements ConformanceRun.Listener {
    private final EngineExecutionListener listener;

    Watch(EngineExecutionListener listener) {
      this.listener = listener;
    }

    @Override
    public void started(PlannedRun run) {
      listener.executionStarted(test(run));
    }

    @Override
    public void ended(Outcome outcome, boolean begun) {
      var test = test(outcome.run());
      if (begun) {
        listener.executionFinished(test, result(outcome));
      } else {
        listener.executionSkipped(test, outcome.why());
      }
      told.accept(outcome);
    }
  }

  private static TestExecutionResult result(Outcome outcome) {
    return switch (outcome.verdict()) {
      case PASS -> TestExecutionResult.successful();
      case FAIL -> TestExecutionResult.failed(new AssertionFailedError(outcome.why()));
      case INCONCLUSIVE ->
        TestExecutionResult.aborted(new TestAbortedException("inconclusive: " + outcome.why()));
      case NOT_APPLICABLE ->
        TestExecutionResult.aborted(new TestAbortedException("not applicable: " + outcome.why()));
    };
  }
}

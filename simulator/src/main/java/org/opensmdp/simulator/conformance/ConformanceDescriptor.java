package org.opensmdp.simulator.conformance;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;

/** A node of the suite's tree: an interface, a function, a case, or a case on one wire. */
final class ConformanceDescriptor extends AbstractTestDescriptor {
  private final Type type;
  private final Set<TestTag> tags;

  private ConformanceDescriptor(UniqueId id, String name, Type type, Set<TestTag> tags) {
    super(id, name);
    this.type = type;
    this.tags = Set.copyOf(tags);
  }

  static ConformanceDescriptor container(UniqueId id, String name) {
    return new ConformanceDescriptor(id, name, Type.CONTAINER, Set.of());
  }

  static ConformanceDescriptor test(UniqueId parent, PlannedRun run) {
    var tags = run.subject().tags().stream()
        .filter(TestTag::isValid)
        .map(TestTag::create)
        .collect(Collectors.toSet());
    var id = parent.append("wire", run.wire().toString());
    return new ConformanceDescriptor(id, run.toString(), Type.TEST, tags);
  }

  @Override
  public Type getType() {
    return type;
  }

  @Override
  public Set<TestTag> getTags() {
    return tags;
  }
}

package org.opensmdp.simulator.conformance;

import java.util.List;

/** Some cases that belong together, those of one function. */
public interface CaseSource {
  List<Case> cases();
}

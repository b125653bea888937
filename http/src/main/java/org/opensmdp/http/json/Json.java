package org.opensmdp.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/** The one factory of parsers and generators, with the limits that hostile input meets. */
final class Json {
  static final JsonFactory FACTORY = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder()
          .maxNestingDepth(16)
          .maxNameLength(256)
          .maxNumberLength(100)
          // A string is shorter than the body that holds it, and listeners limit bodies.
          .maxStringLength(Integer.MAX_VALUE)
          .build())
      // Names come from strangers: the JVM's table of constants is not for them.
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .build();

  private Json() {}
}

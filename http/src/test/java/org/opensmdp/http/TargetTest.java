package org.opensmdp.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetTest {

  @ParameterizedTest
  @CsvSource({
    "/a/b, /a/b",
    "/, /",
    "*, *",
    "'', /",
    "http://host, /",
    "https://host:443/a, /a",
    "/a://b/c, /a://b/c",
  })
  void cutsThePathOutOfEveryForm(String uri, String path) {
    assertThat(Target.parse(uri)).isEqualTo(new Target(path, Optional.empty()));
  }

  @Test
  void keepsTheQueryApart() {
    assertThat(Target.parse("/a?b=c?d")).isEqualTo(new Target("/a", Optional.of("b=c?d")));
    assertThat(Target.parse("http://host?q")).isEqualTo(new Target("/", Optional.of("q")));
    assertThat(Target.parse("/a?")).isEqualTo(new Target("/a", Optional.of("")));
  }

  @Property
  void cutsAnything(@ForAll String uri) {
    assertThat(Target.parse(uri).path()).isNotEmpty().doesNotContain("?");
  }

  @ParameterizedTest
  @CsvSource({"host, host", "host:8443, host", "[::1], [::1]", "[::1]:8443, [::1]", "'', ''"})
  void dropsThePort(String header, String host) {
    assertThat(Target.withoutPort(header)).isEqualTo(host);
  }
}

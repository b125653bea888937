package org.opensmdp.profile;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;

/** The GSMA TS.48 test profiles, which are not ours to ship: tests that need them skip without. */
public final class TestData {
  public static final String BER_TLV_SUCI = "TS48_V7.0_eSIM_GTP_SAIP2.3_BERTLV_SUCI.der";
  public static final String NO_BER_TLV = "TS48_V7.0_eSIM_GTP_SAIP2.3_NoBERTLV.der";

  private TestData() {}

  public static Bytes ts48(String name) {
    var file = directory().map(d -> d.resolve("ts48").resolve(name)).filter(Files::exists);
    assumeTrue(file.isPresent(), "test data ts48/" + name + " not found");
    return read(file.orElseThrow());
  }

  public static Stream<Bytes> allTs48() {
    var ts48 = directory().map(d -> d.resolve("ts48")).filter(Files::isDirectory);
    assumeTrue(ts48.isPresent(), "test data ts48 not found");
    try (var files = Files.list(ts48.orElseThrow())) {
      return files
          .filter(f -> f.toString().endsWith(".der"))
          .sorted()
          .map(TestData::read)
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> directory() {
    var named = Optional.ofNullable(
            System.getProperty("opensmdp.test.data", System.getenv("OPENSMDP_TEST_DATA")))
        .map(Path::of);
    return Stream.concat(
            named.stream(), Stream.of(Path.of("../shared/data"), Path.of("../../shared/data")))
        .filter(Files::isDirectory)
        .findFirst();
  }

  private static Bytes read(Path file) {
    try {
      return Bytes.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

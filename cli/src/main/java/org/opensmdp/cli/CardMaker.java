package org.opensmdp.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.opensmdp.certs.CredentialException;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.rsp.Eid;
import org.opensmdp.simulator.EuiccPopulation;
import org.opensmdp.simulator.VirtualEuicc;

/** Makes cards with certificates of a test PKI in files. */
final class CardMaker {
  private static final long CARDS = 1_000_000_000_000_000L;

  private final SecureRandom random;
  private final EuiccPopulation population;

  private CardMaker(List<TestHierarchy> hierarchies, SecureRandom random) {
    this.random = random;
    this.population = new EuiccPopulation(hierarchies, random, Clock.systemUTC());
  }

  /**
   * @param directory a hierarchy with the keys of CI and EUM, or one that holds such
   * @param curve the one to take, if there are several
   * @throws CredentialException if there is none
   */
  static CardMaker of(Path directory, Optional<Curve> curve) {
    var random = new SecureRandom();
    var found = Stream.concat(Stream.of(directory), subdirectories(directory))
        .filter(each -> Files.exists(each.resolve("eum.key")))
        .map(each -> TestHierarchy.load(each, random))
        .filter(each -> curve.map(each.ci().publicKey().curve()::equals).orElse(true))
        .toList();
    if (found.isEmpty()) {
      throw new CredentialException(directory
          + " holds no keys of CI and EUM to make a card with; name the directory of a try-out server"
          + " with --data (opensmdp serve makes one), or a test PKI with --certs");
    }
    return new CardMaker(found, random);
  }

  /** In the order of preference. */
  private static Stream<Path> subdirectories(Path directory) {
    return Stream.of(CertsCommand.CurveName.values())
        .map(name -> directory.resolve(name.name().toLowerCase(Locale.ROOT)));
  }

  VirtualEuicc euicc(Eid eid) {
    return population.euicc(Visitors.numberOf(eid));
  }

  /** A card that no earlier run has used. */
  VirtualEuicc euicc() {
    return population.euicc(random.nextLong(CARDS));
  }
}

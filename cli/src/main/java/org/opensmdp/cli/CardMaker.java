package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
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
import org.opensmdp.simulator.CardState;
import org.opensmdp.simulator.Es9Plus;
import org.opensmdp.simulator.EuiccPopulation;
import org.opensmdp.simulator.LpaListener;
import org.opensmdp.simulator.Pace;
import org.opensmdp.simulator.VirtualEuicc;
import org.opensmdp.simulator.device.DeviceDescription;
import org.opensmdp.simulator.device.DeviceKinds;

/** Makes cards: with certificates of a test PKI in files, or from the file another run has kept one in. */
final class CardMaker {
  private static final long CARDS = 1_000_000_000_000_000L;

  private final SecureRandom random = new SecureRandom();

  /** Takes the card out of its file. */
  VirtualEuicc kept(Path state) {
    try {
      return VirtualEuicc.of(CardState.read(state), random, Clock.systemUTC());
    } catch (IOException e) {
      throw new UncheckedIOException(state + " cannot be read; is it yours? " + e.getMessage(), e);
    }
  }

  /**
   * @param certs a hierarchy with the keys of CI and EUM, or a directory that holds such
   * @param curve the one to take, if there are several
   * @param eid empty for a card that no earlier run has used
   * @throws CredentialException if there is no such hierarchy
   */
  VirtualEuicc made(Path certs, Optional<Curve> curve, Optional<Eid> eid, Optional<Path> device) {
    var hierarchies = hierarchies(certs, curve);
    long number = eid.map(Visitors::numberOf).orElseGet(() -> random.nextLong(CARDS));
    if (device.isEmpty()) {
      return new EuiccPopulation(hierarchies, random, Clock.systemUTC()).euicc(number);
    }
    var euicc = description(device.get())
        .device(hierarchies, number, CardMaker::noServer, Pace.REAL, LpaListener.NONE)
        .euicc();
    if (eid.isPresent() && !eid.get().equals(euicc.eid())) {
      throw new IllegalArgumentException("%s has cards of another EIN, as %s; leave --eid out"
          .formatted(device.get(), euicc.eid()));
    }
    return euicc;
  }

  private List<TestHierarchy> hierarchies(Path directory, Optional<Curve> curve) {
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
    return found;
  }

  /** In the order of preference. */
  private static Stream<Path> subdirectories(Path directory) {
    return Stream.of(CertsCommand.CurveName.values())
        .map(name -> directory.resolve(name.name().toLowerCase(Locale.ROOT)));
  }

  /** A kind by its name, if one of those that come with the program has it; otherwise a file. */
  private static DeviceDescription description(Path file) {
    if (DeviceKinds.names().contains(file.toString())) {
      return DeviceKinds.read(file.toString());
    }
    try (var yaml = Files.newBufferedReader(file, UTF_8)) {
      return DeviceDescription.read(yaml, file.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read; is its name right?", e);
    }
  }

  /** The LPA of this device is another program. */
  private static Es9Plus noServer(String address) {
    throw new IllegalStateException("this card has an LPA of its own, for " + address);
  }
}

package org.opensmdp.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opensmdp.certs.CertAndKey;
import org.opensmdp.certs.CredentialException;
import org.opensmdp.certs.CredentialFiles;
import org.opensmdp.certs.CredentialSource;
import org.opensmdp.certs.ImportedSet;
import org.opensmdp.server.TryOut.Ports;

/**
 * A server to try with certificates that exist already: what an import has put together, written
 * beside a configuration that {@code serve --data} takes as it takes a {@link TryOut}'s.
 */
public final class ImportedTryOut {
  private final Path directory;
  private final InstantSource clock;
  private final SecureRandom random;

  public ImportedTryOut(Path directory, InstantSource clock, SecureRandom random) {
    this.directory = directory.toAbsolutePath().normalize();
    this.clock = clock;
    this.random = random;
  }

  public Path configFile() {
    return directory.resolve("opensmdp.yaml");
  }

  /**
   * Makes sure that nothing is overwritten.
   *
   * @throws CredentialException if the directory holds a server already, whose keys would be lost
   */
  public void requireFree() {
    if (Files.exists(configFile()) || Files.exists(directory.resolve("pki"))) {
      throw new CredentialException(
          directory + " holds a server already; name another directory with --data");
    }
  }

  /**
   * Writes the sets, certificates for operators, and last the configuration.
   *
   * @param hosts further names of the server, beside those of its TLS certificates
   * @param withCards whether the keys of CI and EUM are written too, for simulated cards
   * @return the names the server answers to
   */
  public List<String> write(
      List<ImportedSet> sets, List<String> hosts, boolean withCards, Ports ports) {
    requireFree();
    var names = hosts(sets, hosts);
    try {
      var text =
          new StringBuilder("# Written by certs import: test certificates, loopback only.\n");
      text.append("data: .\n").append("credentials:\n");
      for (ImportedSet set : sets) {
        var files =
            set.write(directory.resolve("pki").resolve(set.name()), withCards, clock.instant());
        text.append(section(set, files));
      }
      TryOut.writeOperators(directory, clock, random);
      text.append(TryOut.listeners(ports, names, preferred(sets)));
      var draft = Files.writeString(directory.resolve("opensmdp.yaml.new"), text);
      Files.move(draft, configFile());
      return names;
    } catch (IOException e) {
      throw new CredentialException("%s cannot be written (%s); check who may write there"
          .formatted(directory, e.getClass().getSimpleName()));
    }
  }

  /** What every client can do comes first. */
  private static List<String> preferred(List<ImportedSet> sets) {
    return sets.stream()
        .sorted(Comparator.comparing(ImportedSet::curve))
        .map(ImportedSet::name)
        .toList();
  }

  private static List<String> hosts(List<ImportedSet> sets, List<String> further) {
    var names = Stream.concat(further.stream(), sets.stream().flatMap(set -> set.hosts().stream()))
        .filter(name -> !name.contains("*")) // a listener has names, not patterns
        .distinct()
        .toList();
    if (names.isEmpty()) {
      throw new CredentialException("the TLS certificates name no host; give one with --host");
    }
    return names;
  }

  private String section(ImportedSet set, CredentialFiles files) {
    var lists = files.crls().isEmpty()
        ? ""
        : "    crl: [%s]\n"
            .formatted(files.crls().stream().map(this::relative).collect(Collectors.joining(", ")));
    var expired = files.acceptsExpired() ? "    accept-expired: true\n" : "";
    return """
          %s:
            ci: %s
            dp-auth: %s
            dp-pb: %s
            tls: %s
        """.formatted(
                set.name(),
                relative(files.ci()),
                pair(files.dpAuth()),
                pair(files.dpPb()),
                pair(files.tls()))
        + lists
        + expired;
  }

  private String pair(CredentialSource source) {
    var files = (CertAndKey) source; // an import writes no other kind
    return "{ certificate: %s, key: %s }"
        .formatted(relative(files.certificate()), relative(files.key()));
  }

  private String relative(Path file) {
    return directory.relativize(file).toString();
  }
}

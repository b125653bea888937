package org.opensmdp.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.opensmdp.certs.CertificateImport;
import org.opensmdp.certs.Finding;
import org.opensmdp.certs.Finding.Severity;
import org.opensmdp.certs.ImportRow;
import org.opensmdp.certs.ImportedSet;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.server.ImportedTryOut;
import org.opensmdp.server.TryOut.Ports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code certs import}: makes a server of certificates that exist. */
@Command(
    name = "import",
    description = {
      "Take a directory of existing test certificates, as those of SGP.26, and make a server of it.",
      "Files are recognised by content, not by name: certificates by role and issuer, private keys by",
      "the certificate they fit. Nothing of DIR is changed."
    })
final class CertsImportCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "Certificates and private keys, in any folders.")
  private Path directory = Path.of(".");

  @Option(
      names = {"--data", "--out"},
      paramLabel = "DIR",
      description = "The directory of the new server (default: ./data).")
  private Path data = Path.of("data");

  @Option(names = "--oid", description = "The SM-DP+ to be, where there are several.")
  private Optional<SmdpOid> oid = Optional.empty();

  @Option(
      names = "--host",
      paramLabel = "NAME",
      description = "A name of the server that its TLS certificates lack.")
  private List<String> hosts = List.of();

  @Option(
      names = "--with-cards",
      description = "Take the keys of CI and EUM too, so that simulate can make cards under them.")
  private boolean withCards;

  @Option(names = "--free-ports", description = "Take any free ports, not 8443, 8444 and 9090.")
  private boolean freePorts;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    var clock = Clock.systemUTC();
    var server = new ImportedTryOut(data, clock, new SecureRandom());
    server.requireFree();
    var found = CertificateImport.of(directory, data, oid, clock.instant());
    var sets = found.sets();
    List<String> names = sets.isEmpty()
        ? List.of()
        : server.write(sets, hosts, withCards, freePorts ? Ports.free() : Ports.USUAL);
    var findings = new ArrayList<>(found.findings());
    findings.addAll(cards(sets));
    if (json) {
      System.out.println(Json.line(members(found, findings, server, names)));
    } else {
      print(found, findings, server, names);
    }
    return sets.isEmpty() ? 1 : 0;
  }

  private List<Finding> cards(List<ImportedSet> sets) {
    return sets.stream()
        .filter(set -> withCards && !set.canMakeCards())
        .map(set -> new Finding(
            Severity.WARNING,
            set.name() + ": no cards can be made, a private key of CI or EUM is missing",
            "put SK_CI_ECDSA_*.pem and SK_EUM_ECDSA_*.pem beside the others"))
        .toList();
  }

  private void print(
      CertificateImport found, List<Finding> findings, ImportedTryOut server, List<String> names) {
    System.out.printf(
        "%d certificates and lists, %d private keys in %s%n%n",
        found.rows().size(), found.keys(), directory);
    table(found.rows());
    System.out.println();
    FindingLines.print(findings);
    if (names.isEmpty()) {
      System.out.println("Nothing was written: no set is whole.");
    } else {
      System.out.println("Written to " + server.configFile() + ". Keys are readable by you only.");
      System.out.println("The server is called " + String.join(", ", names) + ".");
      System.out.printf("Next: doctor --data %1$s, then serve --data %1$s%n", data);
    }
  }

  private static void table(List<ImportRow> rows) {
    var lines = new ArrayList<List<String>>();
    lines.add(List.of("USED FOR, OR WHY NOT", "WHAT", "OID", "UNTIL", "KEY", "FILE"));
    for (ImportRow row : rows) {
      lines.add(List.of(
          row.fate(),
          row.what(),
          row.oid().orElse(""),
          row.notAfter()
              .map(end -> end.toString().substring(0, end.toString().indexOf('T')))
              .orElse(""),
          row.key() ? "yes" : "",
          row.file().toString()));
    }
    var widths = new int[6];
    lines.forEach(line -> {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    });
    for (var line : lines) {
      var text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(String.format("%-" + (widths[i] + 2) + "s", line.get(i)));
      }
      System.out.println(text.toString().stripTrailing());
    }
  }

  private static Map<String, Object> members(
      CertificateImport found, List<Finding> findings, ImportedTryOut server, List<String> names) {
    var members = new LinkedHashMap<String, Object>();
    members.put("written", !found.sets().isEmpty());
    if (!found.sets().isEmpty()) {
      members.put("config", server.configFile().toString());
    }
    members.put("hosts", names);
    members.put("sets", found.sets().stream().map(CertsImportCommand::member).toList());
    members.put("found", found.rows().stream().map(CertsImportCommand::member).toList());
    members.put("keys", found.keys());
    members.put("findings", findings.stream().map(FindingLines::member).toList());
    return members;
  }

  private static Map<String, Object> member(ImportedSet set) {
    var members = new LinkedHashMap<String, Object>();
    members.put("name", set.name());
    members.put("curve", set.curve().standardName());
    members.put("ci", set.ci().subjectKeyId().orElseThrow().toString());
    members.put("oid", set.oid().dotted());
    members.put("crls", set.revocationLists());
    return members;
  }

  private static Map<String, Object> member(ImportRow row) {
    var members = new LinkedHashMap<String, Object>();
    members.put("file", row.file().toString());
    members.put("what", row.what());
    row.oid().ifPresent(value -> members.put("oid", value));
    row.notAfter().ifPresent(value -> members.put("notAfter", value.toString()));
    members.put("key", row.key());
    members.put("chosen", row.chosen());
    members.put("fate", row.fate());
    return members;
  }
}

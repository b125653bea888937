package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.opensmdp.certs.OperatorPki;
import org.opensmdp.certs.TestHierarchy;
import org.opensmdp.crypto.Curve;
import org.opensmdp.server.TryOut;
import org.opensmdp.simulator.OperatorClient;
import org.opensmdp.simulator.pack.PackOperator;
import org.opensmdp.simulator.pack.PackType;
import org.opensmdp.simulator.pack.PopulationPlan;
import org.opensmdp.simulator.pack.PopulationSite;

/**
 * Makes a server ready for a pack, as its administrators would: operators with their terms and client
 * certificates, profile types with their templates, subscribers in stock.
 */
final class PackStock {
  private static final String VERSION = "/admin/v1";
  private static final int ROWS = 2000;
  private static final int KEY_OCTETS = 16;
  private static final int CONFLICT = 409;

  private final PackServer server;
  private final AdminClient admin;
  private final SecureRandom random = new SecureRandom();
  private final OperatorPki pki;
  private final PackContent content;

  PackStock(PackServer server) {
    this(server, PackContent.BUNDLED);
  }

  PackStock(PackServer server, PackContent content) {
    this.server = server;
    this.content = content;
    this.admin = server.admin();
    this.pki = OperatorPki.load(TryOut.operators(server.directory()), Clock.systemUTC(), random);
  }

  /** Makes all that the plan needs, and returns how it is reached. */
  PopulationSite ready(PopulationPlan plan) {
    var stock = plan.stock();
    var clients = new HashMap<String, OperatorClient>();
    stock.keySet().stream()
        .map(PackType::operator)
        .distinct()
        .forEach(operator -> clients.put(operator.name(), operator(operator)));
    stock.forEach((type, subscribers) -> {
      type(type);
      fill(type, subscribers);
    });
    return new PopulationSite(hierarchies(), operator -> client(clients, operator));
  }

  private static OperatorClient client(Map<String, OperatorClient> clients, PackOperator operator) {
    var client = clients.get(operator.name());
    if (client == null) {
      throw new IllegalArgumentException(operator.name() + " sells nothing in this run");
    }
    return client;
  }

  List<TestHierarchy> hierarchies() {
    return Stream.of(Curve.values())
        .filter(curve -> Files.exists(TryOut.pki(server.directory(), curve).resolve("eum.key")))
        .map(curve -> TestHierarchy.load(TryOut.pki(server.directory(), curve), random))
        .toList();
  }

  OperatorClient operator(PackOperator operator) {
    var body = new LinkedHashMap<String, Object>();
    body.put("name", operator.name());
    body.put("iccidPrefixes", List.of(operator.iin()));
    body.put(
        "networks",
        operator.networks().stream().map(network -> network.digits()).toList());
    unlessThere("/operators", body);
    var identity = pki.client(operator.name());
    admin.post(
        VERSION + "/operators/" + operator.name() + "/clients",
        Map.of("certificate", pem(identity.certificate().der().toArray())));
    return new OperatorClient(server.es2plus(), identity, pki.trustManager(), operator.name());
  }

  private static String pem(byte[] der) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n";
  }

  void type(PackType type) {
    var operator = type.operator();
    var body = new LinkedHashMap<String, Object>();
    body.put("name", type.name());
    body.put("operator", operator.name());
    content.describe(type, body);
    body.put("notifications", Map.of(TryOut.HOST, List.of()));
    if (unlessThere("/types", body)) {
      admin.post(
          VERSION + "/types/" + type.name() + "/versions?stable=true",
          Map.of(
              "template",
              content.template(type).toString(),
              "holes",
              content.holes(),
              "note",
              "for a pack"));
    }
  }

  private boolean unlessThere(String path, Map<String, Object> body) {
    try {
      admin.post(VERSION + path, body);
      return true;
    } catch (AdminClient.Refused e) {
      if (e.status() != CONFLICT) {
        throw e;
      }
      return false; // an earlier run has made it
    }
  }

  void fill(PackType type, List<PopulationPlan.Subscriber> subscribers) {
    var opened = admin.post(
        VERSION + "/stock-imports",
        Map.of("type", type.name(), "header", List.of("ICCID", "IMSI", "Ki", "OPc")));
    var path = VERSION + "/stock-imports/" + opened.path("importId").asLong();
    int chunks = 0;
    for (int from = 0; from < subscribers.size(); from += ROWS) {
      var rows = subscribers.subList(from, Math.min(from + ROWS, subscribers.size()));
      var chunk = "%s/chunks/%d?line=%d".formatted(path, chunks++, from + 2);
      var lines = admin.put(chunk, "text/csv", csv(rows)).path("lines");
      if (!lines.isEmpty()) {
        throw new IllegalStateException("%s of %s are not taken into stock; the first: %s (%s)"
            .formatted(
                lines.size(),
                type.name(),
                lines.path(0).path("reason").asText(),
                lines.path(0).path("verdict").asText()));
      }
    }
    admin.post(path + "/finish", Map.of("chunks", chunks));
  }

  private byte[] csv(List<PopulationPlan.Subscriber> rows) {
    var text = new StringBuilder();
    for (var row : rows) {
      text.append(row.iccid()).append(',').append(row.imsi().digits());
      text.append(',').append(key()).append(',').append(key()).append('\n');
    }
    return text.toString().getBytes(UTF_8);
  }

  private String key() {
    var octets = new byte[KEY_OCTETS];
    random.nextBytes(octets);
    return HexFormat.of().formatHex(octets);
  }
}

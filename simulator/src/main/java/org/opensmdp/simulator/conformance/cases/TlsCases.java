package org.opensmdp.simulator.conformance.cases;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.opensmdp.simulator.conformance.cases.Faults.AUTHENTICATE;
import static org.opensmdp.simulator.conformance.cases.Faults.INITIATE;

import java.net.URI;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.StatusCode;
import org.opensmdp.simulator.HttpTransport;
import org.opensmdp.simulator.conformance.Case;
import org.opensmdp.simulator.conformance.CaseSource;
import org.opensmdp.simulator.conformance.Fault;
import org.opensmdp.simulator.conformance.Feature;
import org.opensmdp.simulator.conformance.ProfileKind;
import org.opensmdp.simulator.conformance.Trial;

/** ES9+ on its connections: TLS and HTTP/1.1 (SGP.22 v2 §2.6.6, §6.2). */
public final class TlsCases implements CaseSource {
  private static final String SUITE = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
  private static final int DNS_NAME = 2;

  @Override
  public List<Case> cases() {
    return Stream.of(handshakes(), connections(), requests())
        .flatMap(List::stream)
        .toList();
  }

  private static Case.Builder one(String id, String purpose) {
    return Case.of("ES9+.Tls_" + id, purpose)
        .requirement("SGP.22 v2 §2.6.6, §6.2")
        .tags("es9plus", "transport", "tls")
        .needs(Feature.JSON)
        .once();
  }

  /** What a handshake is like no answer shows: each case ends with a call, which a fault can spoil. */
  private static Case handshake(
      Case.Builder builder, Consumer<SSLParameters> change, BiConsumer<Trial, Connection> look) {
    return builder
        .finds(Fault.status(INITIATE, 503), Faults.refuses(INITIATE, 1, StatusCode.PROVIDER_BUSY))
        .run(trial -> {
          trial.step("Connect");
          try (var connection = Connection.open(trial, change)) {
            look.accept(trial, connection);
            trial.step("InitiateAuthentication over this connection");
            Raw.success(trial, hello(trial, connection));
          }
        });
  }

  private static HttpTransport.Answer hello(Trial trial, Connection connection) {
    return hello(trial, connection, Trial.jsonHeaders());
  }

  private static HttpTransport.Answer hello(
      Trial trial, Connection connection, Map<String, String> headers) {
    var body = Raw.of(Hello.at(trial, trial.target().smdpAddress())).toString();
    return trial.post(
        connection, Raw.JSON_PATH + INITIATE, headers, Bytes.wrap(body.getBytes(UTF_8)));
  }

  private static List<Case> handshakes() {
    return List.of(
        handshake(
            one("01_Tls12", "TLS 1.2 with the suite that every LPA has is served")
                .expects("a handshake with " + SUITE + ", and Executed-Success"),
            parameters -> {
              parameters.setProtocols(new String[] {"TLSv1.2"});
              parameters.setCipherSuites(new String[] {SUITE});
            },
            (trial, connection) -> {
              trial.check("protocol", "TLSv1.2", connection.session().getProtocol());
              trial.check("suite", SUITE, connection.session().getCipherSuite());
            }),
        handshake(
            one("02_Tls13", "TLS 1.3 is served")
                .needs(Feature.TLS_1_3)
                .expects("a handshake in TLS 1.3, and Executed-Success"),
            parameters -> parameters.setProtocols(new String[] {"TLSv1.3"}),
            (trial, connection) ->
                trial.check("protocol", "TLSv1.3", connection.session().getProtocol())),
        handshake(
            one("03_NoClientCertificate", "A device is asked for no certificate")
                .expects("no CertificateRequest, and Executed-Success"),
            parameters -> {},
            (trial, connection) ->
                trial.check("asked for a certificate", false, connection.askedForCertificate())),
        handshake(
            one("04_Certificate", "The TLS certificate is valid and names the host")
                .expects("an EC certificate with the host as dNSName, and Executed-Success"),
            parameters -> {},
            TlsCases::certificate),
        handshake(
            one("05_Http11ByAlpn", "A client that offers HTTP/1.1 alone is served")
                .requirement("RFC 7301")
                .expects("http/1.1 or no protocol by ALPN, and Executed-Success"),
            parameters -> parameters.setApplicationProtocols(new String[] {"http/1.1"}),
            (trial, connection) -> {
              var found = connection.applicationProtocol();
              trial.check(
                  "ALPN", "http/1.1, or none", found, found.isEmpty() || found.equals("http/1.1"));
            }));
  }

  private static void certificate(Trial trial, Connection connection) {
    try {
      var leaf = (X509Certificate) connection.session().getPeerCertificates()[0];
      var host = URI.create("https://" + trial.target().smdpAddress()).getHost();
      var names = Optional.ofNullable(leaf.getSubjectAlternativeNames()).stream()
          .flatMap(Collection::stream)
          .filter(name -> name.get(0).equals(DNS_NAME))
          .map(name -> name.get(1).toString().toLowerCase(Locale.ROOT))
          .toList();
      trial.check("dNSName", host, names.toString(), names.contains(host.toLowerCase(Locale.ROOT)));
      var now = Instant.now();
      var from = leaf.getNotBefore().toInstant();
      var to = leaf.getNotAfter().toInstant();
      trial.check(
          "validity",
          "now is inside",
          "%s to %s".formatted(from, to),
          !now.isBefore(from) && !now.isAfter(to));
      trial.check("key", true, leaf.getPublicKey() instanceof ECPublicKey);
    } catch (SSLPeerUnverifiedException | CertificateParsingException e) {
      trial.check("certificate", "one", String.valueOf(e.getMessage()), false);
    }
  }

  private static List<Case> connections() {
    return List.of(
        one("11_KeptAlive", "A connection serves one call after another")
            .requirement("RFC 9112 §9.3")
            .tags("http")
            .expects("Executed-Success twice over one connection")
            .finds(Fault.status(INITIATE, 503).at(2))
            .run(trial -> {
              trial.step("Connect");
              try (var connection = Connection.open(trial, parameters -> {})) {
                trial.step("InitiateAuthentication");
                Raw.success(trial, hello(trial, connection));
                trial.step("InitiateAuthentication again");
                Raw.success(trial, hello(trial, connection));
              }
            }),
        one("12_NewConnections", "A session goes on over other connections")
            .tags("http", "session")
            .needs(Feature.ES2PLUS)
            .orders(ProfileKind.PLAIN)
            .given("a released order")
            .expects("Executed-Success of all four functions, each over a connection of its own")
            .finds(Faults.refuses(AUTHENTICATE, 1, StatusCode.TRANSACTION_UNKNOWN))
            .run(trial -> Walk.of(trial, (function, headers, body) -> {
              try (var connection = Connection.open(trial, parameters -> {})) {
                return trial.post(
                    connection,
                    Raw.JSON_PATH + function,
                    headers,
                    Bytes.wrap(body.getBytes(UTF_8)));
              }
            })));
  }

  private static List<Case> requests() {
    return List.of(
        one("13_Get", "What is not posted is no call")
            .requirement("SGP.22 v2 §6.2; RFC 9110 §15.5.6")
            .tags("http", "refusal")
            .expects("HTTP 4xx")
            .finds(Fault.status(INITIATE, 200), Fault.status(INITIATE, 302))
            .run(trial -> {
              trial.step("GET");
              try (var connection = Connection.open(trial, parameters -> {})) {
                int status = hello(trial, connection.method("GET")).status();
                trial.check("HTTP status", "4xx", "" + status, status >= 400 && status < 500);
              }
            }),
        one("14_Chunks", "A request in chunks is read")
            .requirement("RFC 9112 §7.1")
            .tags("http")
            .expects("Executed-Success")
            .finds(Fault.status(INITIATE, 411))
            .run(trial -> {
              trial.step("InitiateAuthentication in two chunks");
              try (var connection = Connection.open(trial, parameters -> {})) {
                Raw.success(trial, hello(trial, connection.chunked()));
              }
            }),
        one("15_HeaderNames", "The names of headers may be in small letters or in capitals")
            .requirement("RFC 9110 §5.1")
            .tags("http")
            .expects("Executed-Success")
            .finds(Fault.status(INITIATE, 415))
            .run(trial -> {
              trial.step("InitiateAuthentication with other names of the same headers");
              try (var connection = Connection.open(trial, parameters -> {})) {
                var headers = Map.of(
                    "content-type", "application/json", "X-ADMIN-PROTOCOL", "gsma/rsp/v2.5.0");
                Raw.success(trial, hello(trial, connection, headers));
              }
            }));
  }
}

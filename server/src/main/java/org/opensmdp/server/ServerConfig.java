package org.opensmdp.server;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.Challenges;
import org.opensmdp.certs.CertAndKey;
import org.opensmdp.certs.CredentialSource;
import org.opensmdp.certs.Pkcs12;
import org.opensmdp.persistence.Retention;

/**
 * The configuration, one tree of records from one YAML file ({@link ConfigReader}). Paths are
 * relative to the file. Secrets are named by path only.
 *
 * @param data the directory of the embedded database and the keys
 * @param database an external PostgreSQL; without it the server runs its own
 * @param credentials certificates and keys by a name of the reader's choice
 */
public record ServerConfig(
    @JsonProperty(required = true) Path data,
    Optional<DatabaseSection> database,
    @JsonProperty(required = true) Map<String, CredentialSection> credentials,
    @JsonProperty(required = true) List<Es9PlusSection> es9plus,
    Optional<Es2PlusSection> es2plus,
    Optional<AdminSection> admin,
    Optional<LimitSection> limits,
    Optional<RetentionSection> retention,
    Optional<SmdsSection> smds) {

  public ServerConfig {
    credentials = Collections.unmodifiableMap(new LinkedHashMap<>(credentials)); // the first counts
    es9plus = List.copyOf(es9plus);
    require(!credentials.isEmpty(), "credentials: name at least one set");
    require(!es9plus.isEmpty(), "es9plus: name at least one listener");
    for (var listener : es9plus) {
      for (var name : listener.credentials()) {
        require(
            credentials.containsKey(name),
            "es9plus.credentials: there is no set '%s' under credentials (there are: %s)"
                .formatted(name, String.join(", ", credentials.keySet())));
      }
    }
  }

  RetentionSection effectiveRetention() {
    return retention.orElseGet(RetentionSection::defaults);
  }

  /** Returns the file of the key that seals secrets in the database. */
  Path sealingKey() {
    return database
        .flatMap(DatabaseSection::keyFile)
        .orElseGet(() -> data.resolve("keys").resolve("database.key"));
  }

  /** Returns where administrators are listened for. */
  public Optional<InetSocketAddress> adminAddress() {
    return admin.map(section -> section.listen().address());
  }

  LimitSection effectiveLimits() {
    return limits.orElseGet(LimitSection::defaults);
  }

  /**
   * An external PostgreSQL.
   *
   * @param keyFile the key that seals secrets in it, the same for every node; beneath data if absent
   */
  public record DatabaseSection(
      @JsonProperty(required = true) String url,
      @JsonProperty(required = true) String user,
      @JsonProperty(required = true) Path passwordFile,
      Optional<Path> keyFile) {}

  /**
   * The certificates of one CI, and the keys that belong to them.
   *
   * @param crl the CI's lists of what it has revoked
   * @param crlWhenStale what becomes of eUICCs while a list is out of date
   * @param acceptExpired whether the set is used although a certificate of it has expired
   */
  public record CredentialSection(
      @JsonProperty(required = true) Path ci,
      @JsonProperty(required = true) PairSection dpAuth,
      @JsonProperty(required = true) PairSection dpPb,
      @JsonProperty(required = true) PairSection tls,
      Optional<List<Path>> crl,
      Optional<WhenStale> crlWhenStale,
      Optional<Boolean> acceptExpired) {
    public CredentialSection {
      crl = crl.map(List::copyOf);
      require(
          crl.isPresent() || crlWhenStale.isEmpty(),
          "crl-when-stale: there is no crl here that it could speak of");
    }

    List<Path> crls() {
      return crl.orElse(List.of());
    }

    boolean refusesWhenStale() {
      return crlWhenStale.orElse(WhenStale.ACCEPT) == WhenStale.REFUSE;
    }
  }

  /** What becomes of the eUICCs of a CI while its list of revoked certificates is out of date. */
  public enum WhenStale {
    /** What the old list says goes on to hold; everybody else is let in. */
    ACCEPT,
    /** Nobody is let in. */
    REFUSE;

    @JsonCreator
    static WhenStale parse(String text) {
      return switch (text) {
        case "accept" -> ACCEPT;
        case "refuse" -> REFUSE;
        default ->
          throw new IllegalArgumentException("'%s' (expected: accept or refuse)".formatted(text));
      };
    }
  }

  /** A certificate and its key: two files in PEM or DER, or a PKCS#12 file and that of its password. */
  public record PairSection(
      Optional<Path> certificate,
      Optional<Path> key,
      Optional<Path> keystore,
      Optional<Path> passwordFile) {
    public PairSection {
      boolean files = certificate.isPresent() && key.isPresent();
      boolean store = keystore.isPresent() && passwordFile.isPresent();
      boolean mixed = certificate.or(() -> key).isPresent()
          && keystore.or(() -> passwordFile).isPresent();
      require(
          files != store && !mixed,
          "give certificate and key, or keystore (PKCS#12) and password-file");
    }

    CredentialSource source() {
      return keystore.isPresent()
          ? new Pkcs12(keystore.get(), passwordFile.orElseThrow())
          : new CertAndKey(certificate.orElseThrow(), key.orElseThrow());
    }
  }

  /**
   * A listener for devices.
   *
   * @param publicPort the port that devices see, where something between them and the listener changes it
   */
  public record Es9PlusSection(
      @JsonProperty(required = true) Listen listen,
      @JsonProperty(required = true) List<String> hosts,
      @JsonProperty(required = true) List<String> credentials,
      Optional<Integer> publicPort) {
    public Es9PlusSection {
      hosts = List.copyOf(hosts);
      credentials = List.copyOf(credentials);
      require(!hosts.isEmpty(), "es9plus.hosts: name at least one host name");
      require(!credentials.isEmpty(), "es9plus.credentials: name at least one set");
      publicPort.ifPresent(
          port -> require(port > 0 && port <= 65535, "es9plus.public-port: 1 to 65535"));
      for (var host : hosts) {
        require(
            host.matches("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?"),
            "es9plus.hosts: '%s' is no host name (leave the port and blanks away)".formatted(host));
      }
    }
  }

  /** The listener for operators. */
  public record Es2PlusSection(
      @JsonProperty(required = true) Listen listen,
      @JsonProperty(required = true) TlsSection tls,
      @JsonProperty(required = true) List<Path> clientCa) {
    public Es2PlusSection {
      clientCa = List.copyOf(clientCa);
      require(!clientCa.isEmpty(), "es2plus.client-ca: name at least one CA certificate");
    }
  }

  /** A TLS identity: the name of a credential set, or a certificate and a key of its own. */
  public record TlsSection(
      Optional<String> credentials, Optional<Path> certificate, Optional<Path> key) {
    @JsonCreator
    static TlsSection named(String credentials) {
      return new TlsSection(Optional.of(credentials), Optional.empty(), Optional.empty());
    }

    @JsonCreator
    static TlsSection pair(
        @JsonProperty(value = "certificate", required = true) Path certificate,
        @JsonProperty(value = "key", required = true) Path key) {
      return new TlsSection(Optional.empty(), Optional.of(certificate), Optional.of(key));
    }
  }

  /** The listener for health and metrics; plain HTTP, for an address of the inside. */
  public record AdminSection(@JsonProperty(required = true) Listen listen) {}

  /**
   * How much the server takes on.
   *
   * @param workers requests served at a time, and connections to the database
   * @param queue requests that may wait; more are refused with 503
   * @param maxBody of a request
   * @param sessionLifetime how long a device may take from one call to the next
   * @param readTimeout how long a handshake and one request may take to arrive
   * @param idleTimeout how long a connection may wait between requests
   */
  public record LimitSection(
      Optional<Integer> workers,
      Optional<Integer> queue,
      Optional<Size> maxBody,
      Optional<Span> sessionLifetime,
      Optional<Span> readTimeout,
      Optional<Span> idleTimeout) {

    static final int WORKERS = 8;
    static final int QUEUE = 1024;
    static final int MAX_BODY_OCTETS = 1 << 20;
    static final Duration SESSION_LIFETIME = Duration.ofMinutes(30);
    static final Duration READ_TIMEOUT = Duration.ofSeconds(20);
    static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

    public LimitSection {
      workers.ifPresent(n -> require(n > 0 && n <= 256, "limits.workers: 1 to 256"));
      queue.ifPresent(n -> require(n > 0 && n <= 100_000, "limits.queue: 1 to 100000"));
      sessionLifetime.ifPresent(span -> require(
          span.duration().compareTo(Challenges.LONGEST_LIFETIME) <= 0,
          "limits.session-lifetime: 1h at most, as refused transactionIds are forgotten after 2h"));
    }

    static LimitSection defaults() {
      return new LimitSection(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    int effectiveWorkers() {
      return workers.orElse(WORKERS);
    }

    int effectiveQueue() {
      return queue.orElse(QUEUE);
    }

    int maxBodyOctets() {
      return maxBody.map(Size::octets).orElse(MAX_BODY_OCTETS);
    }

    Duration effectiveSessionLifetime() {
      return sessionLifetime.map(Span::duration).orElse(SESSION_LIFETIME);
    }

    Duration effectiveReadTimeout() {
      return readTimeout.map(Span::duration).orElse(READ_TIMEOUT);
    }

    Duration effectiveIdleTimeout() {
      return idleTimeout.map(Span::duration).orElse(IDLE_TIMEOUT);
    }
  }

  /**
   * How long what is kept.
   *
   * @param sessions after their end, for reports that come late
   * @param events the timelines
   * @param refusedReports what devices reported and was not believed
   */
  public record RetentionSection(
      Optional<Span> sessions, Optional<Span> events, Optional<Span> refusedReports) {
    private static final Duration SHORTEST = Duration.ofDays(1);

    static final Duration SESSIONS = Duration.ofDays(400);
    static final Duration EVENTS = Duration.ofDays(400);
    static final Duration REFUSED_REPORTS = Duration.ofDays(30);

    public RetentionSection {
      requireDay("sessions", sessions);
      requireDay("events", events);
      requireDay("refused-reports", refusedReports);
    }

    private static void requireDay(String key, Optional<Span> span) {
      span.ifPresent(kept ->
          require(kept.duration().compareTo(SHORTEST) >= 0, "retention." + key + ": 1d at least"));
    }

    static RetentionSection defaults() {
      return new RetentionSection(Optional.empty(), Optional.empty(), Optional.empty());
    }

    Retention.Periods periods() {
      return new Retention.Periods(
          sessions.map(Span::duration).orElse(SESSIONS),
          events.map(Span::duration).orElse(EVENTS),
          refusedReports.map(Span::duration).orElse(REFUSED_REPORTS));
    }
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}

package org.opensmdp.http;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One TLS context per identity; {@link TlsChoice} says whose a client gets. Where clients prove
 * themselves they do so on every connection: a resumed session would skip the check that their
 * certificate is still valid.
 */
final class TlsContexts {
  private static final ApplicationProtocolConfig ALPN = new ApplicationProtocolConfig(
      Protocol.ALPN,
      SelectorFailureBehavior.NO_ADVERTISE,
      SelectedListenerFailureBehavior.ACCEPT,
      ApplicationProtocolNames.HTTP_2,
      ApplicationProtocolNames.HTTP_1_1);

  /** TLS 1.3, then TLS 1.2 with forward secrecy; CBC last, for LPAs that know nothing better. */
  private static final List<String> SUITES = List.of(
      "TLS_AES_128_GCM_SHA256",
      "TLS_AES_256_GCM_SHA384",
      "TLS_CHACHA20_POLY1305_SHA256",
      "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
      "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
      "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
      "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
      "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256");

  private static final String[] GROUPS = {"P-256", "X25519", "P-384", "P-521"};

  private static final Duration RESUMABLE = Duration.ofHours(1);

  private final List<SslContext> resumable;
  private final TlsChoice choice;
  private final Map<TlsIdentity, SslContext> contexts;

  private TlsContexts(
      List<SslContext> resumable, TlsChoice choice, Map<TlsIdentity, SslContext> contexts) {
    this.resumable = resumable;
    this.choice = choice;
    this.contexts = contexts;
  }

  /**
   * Builds them all at once.
   *
   * @throws IllegalArgumentException if a chain does not fit its key or this TLS implementation
   */
  static TlsContexts of(TlsConfig config, SslProvider provider) {
    var contexts = new IdentityHashMap<TlsIdentity, SslContext>();
    config
        .identities()
        .forEach(identity -> contexts.put(identity, context(config, identity, provider)));
    var resumable = mutual(config) ? List.<SslContext>of() : List.copyOf(contexts.values());
    return new TlsContexts(resumable, new TlsChoice(config.identities()), contexts);
  }

  /** Keys for the contexts that may hand out tickets, the first already in place. */
  SessionTickets tickets(SecureRandom random) {
    var tickets = new SessionTickets(resumable, random);
    tickets.rotate();
    return tickets;
  }

  /**
   * Returns the context for a client.
   *
   * @param serverName from SNI, if the client sends it
   * @param hello read only where there is a choice
   */
  SslContext of(@Nullable String serverName, Supplier<Optional<ClientHello>> hello) {
    return Objects.requireNonNull(contexts.get(choice.choose(serverName, hello)));
  }

  private static boolean mutual(TlsConfig config) {
    return config.clientAuth() == TlsConfig.ClientAuth.REQUIRE;
  }

  private static SslContext context(TlsConfig config, TlsIdentity identity, SslProvider provider) {
    KeyFit.check(identity);
    if (identity.isBrainpool()) {
      return brainpool(config, identity);
    }
    var chain = identity.chain().toArray(X509Certificate[]::new);
    var builder = SslContextBuilder.forServer(identity.key(), chain)
        .sslProvider(provider)
        .protocols("TLSv1.3", "TLSv1.2")
        .ciphers(SUITES, SupportedCipherSuiteFilter.INSTANCE)
        .applicationProtocolConfig(ALPN)
        .sessionTimeout(RESUMABLE.toSeconds());
    if (provider != SslProvider.JDK) {
      builder.option(OpenSslContextOption.GROUPS, GROUPS.clone());
    }
    if (mutual(config)) {
      var authorities = config.clientAuthorities().toArray(X509Certificate[]::new);
      builder.clientAuth(ClientAuth.REQUIRE).trustManager(authorities).sessionTimeout(1);
    }
    try {
      var context = builder.build();
      if (mutual(config) && context.sessionContext() instanceof OpenSslSessionContext sessions) {
        sessions.setSessionCacheEnabled(false);
      }
      return context;
    } catch (SSLException unusable) {
      throw new IllegalArgumentException("no TLS with " + identity, unusable);
    }
  }

  private static SslContext brainpool(TlsConfig config, TlsIdentity identity) {
    var context = BrainpoolTls.context(config, identity, SUITES, ALPN);
    context.sessionContext().setSessionTimeout(mutual(config) ? 1 : (int) RESUMABLE.toSeconds());
    return context;
  }
}

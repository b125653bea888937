package org.opensmdp.http;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Keys for session tickets, so that clients resume without the server remembering them. They change
 * every few hours: whoever gets hold of one reads the past of a few hours, not of a year. The JDK's
 * engine has tickets of its own and is left alone.
 */
final class SessionTickets {
  static final Duration LIFE = Duration.ofHours(6);

  private final List<OpenSslSessionContext> contexts;
  private final SecureRandom random;
  private Optional<OpenSslSessionTicketKey> previous = Optional.empty();

  SessionTickets(List<SslContext> contexts, SecureRandom random) {
    this.contexts = contexts.stream()
        .map(SslContext::sessionContext)
        .filter(OpenSslSessionContext.class::isInstance)
        .map(OpenSslSessionContext.class::cast)
        .toList();
    this.random = random;
  }

  /** Issues tickets under a new key and still takes those under the one before. */
  synchronized void rotate() {
    var current = new OpenSslSessionTicketKey(octets(), octets(), octets());
    var keys = previous.map(old -> new OpenSslSessionTicketKey[] {current, old}).orElseGet(() ->
        new OpenSslSessionTicketKey[] {current});
    contexts.forEach(context -> context.setTicketKeys(keys));
    previous = Optional.of(current);
  }

  private byte[] octets() {
    var octets = new byte[OpenSslSessionTicketKey.NAME_SIZE]; // all three parts have this size
    random.nextBytes(octets);
    return octets;
  }
}

package org.opensmdp.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.opensmdp.activation.EventRecords;
import org.opensmdp.activation.SmdsEvents;
import org.opensmdp.activation.SmdsRegistration;
import org.opensmdp.activation.StorageUnavailable;
import org.opensmdp.certs.CiTrust;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.Curve;
import org.opensmdp.es2plus.Es12Client;
import org.opensmdp.rsp.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What connects orders with discovery servers: who speaks ES12, and the threads that deliver what orders
 * want. Without its section in the configuration nothing is delivered and every SM-DS refused.
 */
final class SmdsDelivery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SmdsDelivery.class);
  private static final String CHANNEL = "es12";
  private static final int THREADS = 2;
  private static final int BATCH = 16;
  private static final long LOOK_MILLIS = 1000;
  private static final long RECONCILE_MINUTES = 10;
  private static final long STOP_SECONDS = 5;

  private final SmdsRegistration registration;
  private final Optional<SmdsEvents> events;
  private final ScheduledExecutorService threads;

  private SmdsDelivery(SmdsRegistration registration, Optional<SmdsEvents> events) {
    this.registration = registration;
    this.events = events;
    this.threads = Executors.newScheduledThreadPool(THREADS, task -> {
      var daemon = new Thread(task, "smds-delivery");
      daemon.setDaemon(true);
      return daemon;
    });
  }

  /**
   * Wires and starts the delivery.
   *
   * @param smdpAddress where devices find this server, once it listens
   */
  static SmdsDelivery start(
      Optional<SmdsSection> section,
      Credentials credentials,
      EventRecords records,
      Supplier<String> smdpAddress,
      ServerMetrics metrics,
      InstantSource clock) {
    metrics.outboxes().watch(CHANNEL, records::backlog);
    if (section.isEmpty()) {
      return new SmdsDelivery(SmdsRegistration.none(clock), Optional.empty());
    }
    var smds = section.get();
    var addresses = smds.addresses();
    var set = set(smds, credentials);
    var client = new Es12Client(
        set.tls(),
        CiTrust.trustManager(trusted(smds, credentials)),
        set.oid().dotted(),
        smdpAddress,
        addresses::forwards);
    var registration = SmdsRegistration.of(
        addresses, records, client, smds.effectiveReleaseTimeout(), metrics, clock);
    var events = new SmdsEvents(
        records, client, smds.effectiveTimeout(), metrics, metrics.outboxes()::drifted, clock);
    var delivery = new SmdsDelivery(registration, Optional.of(events));
    delivery.schedule(events, smds);
    return delivery;
  }

  private static CredentialSet set(SmdsSection section, Credentials credentials) {
    var set = credentials.named(section.credentials());
    var certificate = set.tls().certificate();
    if (certificate.publicKey().curve() != Curve.NIST_P256 || !certificate.mayBeTlsClient()) {
      throw new ConfigException(
          "smds.credentials: the TLS certificate of '%s' is not fit for a client"
                  .formatted(set.name())
              + " (expected: on P-256, extended key usage with clientAuth). Name another set.");
    }
    return set;
  }

  private static List<RspCertificate> trusted(SmdsSection section, Credentials credentials) {
    var trusted = new ArrayList<RspCertificate>();
    credentials.all().forEach(set -> trusted.add(set.ci()));
    section.trust().orElse(List.of()).forEach(file -> trusted.addAll(read(file)));
    if (trusted.stream().noneMatch(ci -> ci.publicKey().curve() == Curve.NIST_P256)) {
      throw new ConfigException(
          "smds: no CI on P-256 is configured that an SM-DS could be trusted under. Name one in smds.trust.");
    }
    return trusted;
  }

  private static List<RspCertificate> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      var found = new ArrayList<RspCertificate>();
      for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        found.add(RspCertificate.parse(Bytes.wrap(certificate.getEncoded())));
      }
      return found;
    } catch (IOException | CertificateException | RuntimeException e) {
      throw new ConfigException(
          "smds.trust: %s holds no certificate (%s). Name a PEM or DER file of a CA."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  private void schedule(SmdsEvents rule, SmdsSection section) {
    for (int i = 0; i < THREADS; i++) {
      repeat(() -> deliverAll(rule), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    // Each node does so; an event that one has had compared the others find settled just now.
    repeat(
        () -> rule.reconcile(section.effectiveReconcileEvery()),
        RECONCILE_MINUTES,
        TimeUnit.MINUTES);
  }

  private static int deliverAll(SmdsEvents rule) {
    int all = 0;
    int some;
    do {
      some = rule.run(BATCH);
      all += some;
    } while (some == BATCH && !Thread.currentThread().isInterrupted());
    return all;
  }

  private void repeat(IntSupplier work, long pause, TimeUnit unit) {
    var unused = threads.scheduleWithFixedDelay(() -> attempt(work), pause, pause, unit);
  }

  private void attempt(IntSupplier work) {
    try {
      int ignored = work.getAsInt();
    } catch (StorageUnavailable e) {
      LOG.atWarn().log("The delivery to SM-DSs waits for the database; it is tried again");
    } catch (RuntimeException e) {
      if (threads.isShutdown()) {
        return; // it was interrupted; the turn is somebody's when its lease ends
      }
      LOG.atError().setCause(e).log("The delivery to SM-DSs failed; it is tried again");
    }
  }

  SmdsRegistration registration() {
    return registration;
  }

  /** Returns the rule, if this server speaks to SM-DSs. */
  Optional<SmdsEvents> events() {
    return events;
  }

  /** Calls that are under way are given up; their turns are anybody's when they end. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.atWarn().log("The delivery to SM-DSs does not stop; it is left alone");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

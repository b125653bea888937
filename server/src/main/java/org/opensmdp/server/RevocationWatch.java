package org.opensmdp.server;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.opensmdp.certs.Finding;
import org.opensmdp.certs.Revocations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the CRL files again every minute, and says once what has come to be the matter with one. */
final class RevocationWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RevocationWatch.class);
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final Revocations revocations;
  private final ScheduledExecutorService thread;
  private Set<Finding> told = Set.of();

  private RevocationWatch(Revocations revocations) {
    this.revocations = revocations;
    this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
      var daemon = new Thread(task, "crl");
      daemon.setDaemon(true);
      return daemon;
    });
  }

  static RevocationWatch start(Revocations revocations) {
    return start(revocations, PERIOD);
  }

  static RevocationWatch start(Revocations revocations, Duration period) {
    var watch = new RevocationWatch(revocations);
    var unused =
        watch.thread.scheduleAtFixedRate(watch::look, 0, period.toMillis(), TimeUnit.MILLISECONDS);
    return watch;
  }

  private void look() {
    try {
      var findings = revocations.refresh();
      news(findings).forEach(finding -> LOG.atWarn().log("{}", finding));
      told = new HashSet<>(findings);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("The CRL files could not be looked at; next try in a minute");
    }
  }

  private List<Finding> news(List<Finding> findings) {
    return findings.stream().filter(finding -> !told.contains(finding)).toList();
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}

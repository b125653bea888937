package org.opensmdp.server;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.opensmdp.activation.Administration;
import org.opensmdp.activation.AttemptObserver;
import org.opensmdp.persistence.AttemptRows;
import org.opensmdp.persistence.Database;
import org.opensmdp.persistence.ServiceFigures;
import org.opensmdp.server.Housekeeping.Chore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service as it is watched: attempts are counted as they are stored, the rest is looked up. */
final class ObservedService implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ObservedService.class);
  private static final Duration WINDOW = Duration.ofDays(14);

  private final Database database;
  private final ServerMetrics metrics;
  private final InstantSource clock;
  private final AttemptRows rows;
  private final AttemptCounter counter;

  private ObservedService(Database database, ServerMetrics metrics, InstantSource clock) {
    this.database = database;
    this.metrics = metrics;
    this.clock = clock;
    this.rows = new AttemptRows(database);
    this.counter =
        AttemptCounter.start(rows, metrics.attempts(), () -> metrics.refused("uncounted"));
  }

  static ObservedService start(Database database, ServerMetrics metrics, InstantSource clock) {
    return new ObservedService(database, metrics, clock);
  }

  /** Returns who is to be told of every step of an attempt that is stored. */
  AttemptObserver attempts() {
    return counter;
  }

  /** Shows everything once, counters at 0, and returns what is to be looked up again and again. */
  List<Chore> chores(ServerConfig config, Credentials credentials, Administration administration) {
    showCertificates(config, credentials);
    showAttempts(administration);
    var watch = new ServiceWatch(new ServiceFigures(database), metrics.registry(), clock).begin();
    return List.of(
        new Chore("look at the service", ServiceWatch.EVERY, watch::look),
        new Chore("show new operators", ServiceWatch.EVERY, () -> showOperators(administration)));
  }

  /** What is not shown now is shown with its first attempt: no reason not to start. */
  private void showAttempts(Administration administration) {
    try {
      showOperators(administration);
      rows.combinations(clock.instant().minus(WINDOW), AttemptMetrics.MOST_COMBINATIONS)
          .forEach(metrics.attempts()::show);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Attempts cannot be shown at 0; figures begin with the first");
    }
  }

  private long showOperators(Administration administration) {
    administration.operators().forEach(operator -> metrics.attempts().show(operator.name()));
    return 0;
  }

  private void showCertificates(ServerConfig config, Credentials credentials) {
    var figures = metrics.certificates();
    credentials.all().forEach(figures::show);
    config.es2plus().ifPresent(section -> {
      figures.show("es2plus-tls", OperatorListener.chain(section, credentials));
      figures.show("es2plus-client-ca", OperatorListener.authorities(section));
    });
  }

  @Override
  public void close() {
    counter.close();
  }
}

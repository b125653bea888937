package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.CLUSTER_KEY;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.opensmdp.activation.AdminTokens;
import org.opensmdp.activation.Administration;
import org.opensmdp.activation.AttemptObserver;
import org.opensmdp.activation.Attempts;
import org.opensmdp.activation.Audit;
import org.opensmdp.activation.Callbacks;
import org.opensmdp.activation.Care;
import org.opensmdp.activation.ClusterKeys;
import org.opensmdp.activation.Downloads;
import org.opensmdp.activation.EventRecords;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.NetworkEvents;
import org.opensmdp.activation.Notifications;
import org.opensmdp.activation.ObservedAttempts;
import org.opensmdp.activation.ObservedDownloads;
import org.opensmdp.activation.ObservedNotifications;
import org.opensmdp.activation.Operators;
import org.opensmdp.activation.Orders;
import org.opensmdp.activation.Profiles;
import org.opensmdp.activation.Stock;
import org.opensmdp.activation.Timeline;
import org.opensmdp.activation.Versions;
import org.opensmdp.activation.incident.Incidents;
import org.opensmdp.activation.rollout.Recalls;
import org.opensmdp.activation.rollout.RolloutEvidence;
import org.opensmdp.activation.rollout.Rollouts;
import org.opensmdp.activation.slo.Figures;
import org.opensmdp.activation.timeline.CaseFiles;
import org.opensmdp.activation.timeline.ClientLogs;

/**
 * The storage of the domain, in PostgreSQL. Any thread. Every call may throw {@link
 * org.opensmdp.activation.StorageUnavailable}.
 */
public record Stores(
    Profiles profiles,
    Downloads downloads,
    Notifications notifications,
    Operators operators,
    Inventory inventory,
    Stock stock,
    Versions versions,
    RolloutEvidence rolloutEvidence,
    ClusterKeys clusterKeys,
    Timeline timeline,
    EventRecords eventRecords,
    AdminTokens adminTokens,
    Audit audit,
    Care care,
    Attempts attempts,
    Callbacks callbacks,
    Orders orders,
    Administration administration,
    CaseFiles caseFiles,
    ClientLogs clientLogs,
    Figures figures,
    Incidents incidents,
    NetworkEvents networkEvents,
    Rollouts rollouts,
    Recalls recalls) {

  /** As {@link #open(Database, Path, String, AttemptObserver)}, with nobody told of attempts. */
  public static Stores open(Database database, Path keyFile, String node) {
    return open(database, keyFile, node, AttemptObserver.NONE);
  }

  /**
   * Returns the stores of a database, sealed with the key in a file. The file is made for a database in
   * which nothing is sealed yet; for any other it must be there.
   *
   * @param node the name of this server among those on the database; events carry it
   * @param attempts is told of every step of an attempt that is stored
   * @throws StorageException if the key is missing or is not a key; the message says what to do
   */
  public static Stores open(
      Database database, Path keyFile, String node, AttemptObserver attempts) {
    boolean used = database.jooq().fetchExists(CLUSTER_KEY);
    boolean first = !used && Files.notExists(keyFile);
    return of(database, first ? Sealer.create(keyFile) : Sealer.open(keyFile), node, attempts);
  }

  /**
   * Returns the stores of a database.
   *
   * @param node the name of this server among those on the database; events carry it
   */
  public static Stores of(Database database, Sealer sealer, String node) {
    return of(database, sealer, node, AttemptObserver.NONE);
  }

  private static Stores of(
      Database database, Sealer sealer, String node, AttemptObserver attempts) {
    var jooq = database.jooq();
    var sql = new Sql(jooq, TenantRole.find(jooq));
    var events = new Events(node);
    EventPartitions.prepare(sql);
    return new Stores(
        new JooqProfiles(sql, sealer, events),
        new ObservedDownloads(new JooqDownloads(sql, jooq, sealer, events), attempts),
        new ObservedNotifications(new JooqNotifications(sql, events), attempts),
        new JooqOperators(sql),
        new JooqInventory(sql, sealer),
        new JooqStock(sql, sealer),
        new JooqVersions(sql),
        new JooqRolloutEvidence(sql),
        new JooqClusterKeys(sql, sealer, new SecureRandom()),
        new JooqTimeline(sql, events),
        new JooqEventRecords(sql, events),
        new JooqAdminTokens(sql),
        new JooqAudit(sql),
        new JooqCare(sql, sealer, events),
        new ObservedAttempts(new JooqAttempts(sql, events), attempts),
        new JooqCallbacks(sql, sealer),
        new JooqOrders(sql, sealer, events),
        new JooqAdministration(sql),
        new JooqCaseFiles(sql, new JooqOrders(sql, sealer, events)),
        new JooqClientLogs(sql),
        new JooqFigures(sql),
        new JooqIncidents(sql),
        new JooqNetworkEvents(sql, events),
        new JooqRollouts(sql),
        new JooqRecalls(sql, sealer, events));
  }
}

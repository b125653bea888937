package org.opensmdp.persistence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opensmdp.activation.AdminTokens;
import org.opensmdp.activation.Administration;
import org.opensmdp.activation.Audit;
import org.opensmdp.activation.Callbacks;
import org.opensmdp.activation.ClusterKeys;
import org.opensmdp.activation.Downloads;
import org.opensmdp.activation.EventRecords;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.Notifications;
import org.opensmdp.activation.Operators;
import org.opensmdp.activation.Orders;
import org.opensmdp.activation.Profiles;
import org.opensmdp.activation.Stock;
import org.opensmdp.activation.TestStore;
import org.opensmdp.activation.Timeline;
import org.opensmdp.activation.Versions;

/** The stores on a test database, emptied: what the contracts of the domain are tried on. */
record JooqStore(Database database, Sealer sealer, Stores stores) implements TestStore {
  private static final String TABLES =
      "operator, operator_client, profile_type, profile_version, profile_version_finding, profile,"
          + " rsp_session, binding,"
          + " notification, activation_event, cluster_key, admin_token, audit, order_age,"
          + " smds_event, transport_key, stock_policy, stock_import, stock_import_chunk,"
          + " stock_import_line, stock_import_seen, operator_callback, callback,"
          + " rollout, rollout_order, rollout_sample, rollout_step, freeze_window, incident, incident_note,"
          + " incident_order, network_event, client_log, baseline_card, rollout_preflight,"
          + " version_exception";

  /** Returns the stores with nothing in them. */
  static JooqStore emptied(TestDatabase test) {
    test.database().jooq().execute("truncate " + TABLES);
    return on(test.database(), Sealers.ONE);
  }

  static JooqStore on(Database database, Sealer sealer) {
    return new JooqStore(database, sealer, Stores.of(database, sealer, "node-1"));
  }

  @Override
  public Profiles profiles() {
    return stores.profiles();
  }

  @Override
  public Downloads downloads() {
    return stores.downloads();
  }

  @Override
  public Notifications notifications() {
    return stores.notifications();
  }

  @Override
  public Operators operators() {
    return stores.operators();
  }

  @Override
  public Inventory inventory() {
    return stores.inventory();
  }

  @Override
  public Stock stock() {
    return stores.stock();
  }

  @Override
  public Versions versions() {
    return stores.versions();
  }

  @Override
  public ClusterKeys clusterKeys() {
    return stores.clusterKeys();
  }

  @Override
  public EventRecords eventRecords() {
    return stores.eventRecords();
  }

  @Override
  public Timeline timeline() {
    return stores.timeline();
  }

  @Override
  public AdminTokens adminTokens() {
    return stores.adminTokens();
  }

  @Override
  public Audit audit() {
    return stores.audit();
  }

  @Override
  public Callbacks callbacks() {
    return stores.callbacks();
  }

  @Override
  public Orders orders() {
    return stores.orders();
  }

  @Override
  public Administration administration() {
    return stores.administration();
  }

  /** One key for all tests: making one is slow and proves nothing here. */
  private static final class Sealers {
    static final Sealer ONE = make();

    private static Sealer make() {
      try {
        Path folder = Files.createTempDirectory("opensmdp-seal-");
        try {
          return Sealer.create(folder.resolve("key"));
        } finally {
          Folders.delete(folder);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

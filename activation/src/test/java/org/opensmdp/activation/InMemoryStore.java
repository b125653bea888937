package org.opensmdp.activation;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Secret;

/** A store in memory with the guarantees of the interfaces: every call is one transaction. */
public final class InMemoryStore implements TestStore {
  private final Tables tables = new Tables();
  private final Stock stock = new InMemoryStock(tables);
  private final List<ClusterKeys.ClusterKey> keys =
      List.of(new ClusterKeys.ClusterKey(1, Secret.of(Bytes.wrap(new byte[32]))));

  @Override
  public Profiles profiles() {
    return new InMemoryProfiles(tables);
  }

  @Override
  public Downloads downloads() {
    return new InMemoryDownloads(tables);
  }

  @Override
  public Notifications notifications() {
    return new InMemoryNotifications(tables);
  }

  @Override
  public Inventory inventory() {
    return new InMemoryInventory(tables);
  }

  @Override
  public Stock stock() {
    return stock;
  }

  @Override
  public Operators operators() {
    return fingerprint -> {
      synchronized (tables) {
        return Optional.ofNullable(tables.clients.get(fingerprint))
            .flatMap(number -> tables.operators.values().stream()
                .filter(operator -> operator.operatorId() == number)
                .findFirst());
      }
    };
  }

  @Override
  public Versions versions() {
    return new InMemoryVersions(tables);
  }

  @Override
  public ClusterKeys clusterKeys() {
    return () -> keys;
  }

  @Override
  public EventRecords eventRecords() {
    return new InMemoryEventRecords(tables);
  }

  @Override
  public Timeline timeline() {
    return new InMemoryTimeline(tables);
  }

  @Override
  public AdminTokens adminTokens() {
    return new InMemoryAdminTokens(tables);
  }

  @Override
  public Audit audit() {
    return new InMemoryAudit(tables);
  }

  /** Lets somebody into the tables past all rules. */
  void tamper(Consumer<Tables> with) {
    synchronized (tables) {
      with.accept(tables);
    }
  }

  @Override
  public Callbacks callbacks() {
    return new InMemoryCallbacks(tables);
  }

  @Override
  public Orders orders() {
    return new InMemoryOrders(tables);
  }

  @Override
  public Administration administration() {
    return new InMemoryAdministration(tables);
  }

  /** Returns everything that was recorded, oldest first. */
  public List<ActivationEvent> events() {
    synchronized (tables) {
      return List.copyOf(tables.events);
    }
  }

  /** Returns the verdict on the report with these octets, if it has one. */
  public Optional<Notifications.Verdict> verdict(Bytes raw) {
    synchronized (tables) {
      return tables.reports.values().stream()
          .filter(report -> report.raw().equals(raw))
          .findFirst()
          .flatMap(Tables.Report::verdict);
    }
  }

  /** Returns the AID reported for a profile. */
  public Optional<Bytes> isdpAid(Iccid iccid) {
    synchronized (tables) {
      return tables.row(iccid).isdpAid;
    }
  }
}

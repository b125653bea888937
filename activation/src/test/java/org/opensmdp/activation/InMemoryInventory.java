package org.opensmdp.activation;

import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.Tables.ProfileMaterialOf;
import org.opensmdp.activation.Tables.Row;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;

/** The stock of the in-memory store. */
final class InMemoryInventory implements Inventory {
  private final Tables tables;

  InMemoryInventory(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Optional<Operator> findOperator(String name) {
    synchronized (tables) {
      return Optional.ofNullable(tables.operators.get(name));
    }
  }

  @Override
  public Optional<ProfileType> findType(String name) {
    synchronized (tables) {
      return Optional.ofNullable(tables.types.get(name));
    }
  }

  @Override
  public Operator add(Operator operator) {
    synchronized (tables) {
      var stored = new Operator(
          tables.nextNumber(), operator.name(), operator.requesterIds(), operator.terms());
      tables.operators.put(stored.name(), stored);
      return stored;
    }
  }

  @Override
  public void addClient(Operator operator, Bytes keyFingerprint) {
    synchronized (tables) {
      tables.clients.put(keyFingerprint, operator.operatorId());
    }
  }

  @Override
  public ProfileType add(ProfileType type) {
    synchronized (tables) {
      var stored = new ProfileType(
          tables.nextNumber(),
          type.operatorId(),
          type.name(),
          type.texts(),
          type.mncLength(),
          type.protection(),
          type.maxDownloadAttempts(),
          type.maxConfirmationAttempts(),
          type.orderLifetime(),
          type.rebinding(),
          type.synthetic());
      tables.types.put(stored.name(), stored);
      return stored;
    }
  }

  @Override
  public long addVersion(ProfileType type, NewVersion version) {
    return new InMemoryVersions(tables).add(type, version);
  }

  @Override
  public void addStock(ProfileType type, List<SubscriberData> subscribers) {
    synchronized (tables) {
      subscribers.forEach(subscriber -> refuseKnown(subscriber.iccid()));
      subscribers.forEach(subscriber -> put(
          type,
          subscriber.iccid(),
          Optional.of(subscriber.imsi()),
          version -> new ProfileMaterial.Personalised(version, subscriber)));
    }
  }

  @Override
  public void addStock(
      ProfileType type,
      Iccid iccid,
      Optional<Imsi> imsi,
      ProfileRequirements needed,
      Secret readyPackage) {
    type.requireOwner(imsi);
    synchronized (tables) {
      refuseKnown(iccid);
      put(type, iccid, imsi, version -> new ProfileMaterial.ReadyMade(readyPackage, imsi));
      tables.row(iccid).readyMade = Optional.of(needed);
    }
  }

  private void refuseKnown(Iccid iccid) {
    if (tables.profiles.containsKey(iccid)) {
      throw new IllegalArgumentException("ICCID " + iccid + " is in stock already");
    }
  }

  private void put(ProfileType type, Iccid iccid, Optional<Imsi> imsi, ProfileMaterialOf material) {
    tables.profiles.put(iccid, new Row(new Profile.Available(iccid), type, imsi, material));
  }

  @Override
  public long available(ProfileType type) {
    synchronized (tables) {
      return tables.profiles.values().stream()
          .filter(row -> row.type.profileTypeId() == type.profileTypeId())
          .filter(row -> row.profile instanceof Profile.Available)
          .count();
    }
  }
}

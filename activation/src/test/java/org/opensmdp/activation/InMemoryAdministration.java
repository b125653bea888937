package org.opensmdp.activation;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;

/** Tenants and types of the in-memory store. */
final class InMemoryAdministration implements Administration {
  private final Tables tables;

  InMemoryAdministration(Tables tables) {
    this.tables = tables;
  }

  @Override
  public List<Operator> operators() {
    synchronized (tables) {
      return tables.operators.values().stream()
          .sorted(Comparator.comparing(Operator::name))
          .toList();
    }
  }

  @Override
  public Optional<Operator> operator(String name) {
    synchronized (tables) {
      return Optional.ofNullable(tables.operators.get(name));
    }
  }

  @Override
  public void change(Operator operator) {
    synchronized (tables) {
      tables.operators.put(operator.name(), operator);
    }
  }

  @Override
  public List<Bytes> clients(Operator operator) {
    synchronized (tables) {
      return tables.clients.entrySet().stream()
          .filter(entry -> entry.getValue() == operator.operatorId())
          .map(Map.Entry::getKey)
          .sorted(Comparator.comparing(Bytes::toString))
          .toList();
    }
  }

  @Override
  public boolean addClient(Operator operator, Bytes keyFingerprint) {
    synchronized (tables) {
      return tables.clients.putIfAbsent(keyFingerprint, operator.operatorId()) == null;
    }
  }

  @Override
  public boolean removeClient(Operator operator, Bytes keyFingerprint) {
    synchronized (tables) {
      return tables.clients.remove(keyFingerprint, operator.operatorId());
    }
  }

  @Override
  public List<ProfileType> types(Optional<Operator> owner) {
    synchronized (tables) {
      return tables.types.values().stream()
          .filter(type -> owner.map(it -> it.operatorId() == type.operatorId()).orElse(true))
          .sorted(Comparator.comparing(ProfileType::name))
          .toList();
    }
  }

  @Override
  public boolean change(ProfileType type) {
    synchronized (tables) {
      tables.types.put(type.name(), type);
      tables.profiles.values().stream()
          .filter(row -> row.type.profileTypeId() == type.profileTypeId())
          .forEach(row -> row.type = type);
      return true; // there are no rollouts here
    }
  }
}

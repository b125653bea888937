package org.opensmdp.activation;

import java.util.Optional;
import java.util.function.LongPredicate;
import org.opensmdp.activation.Tables.Row;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;

/** The profiles of the in-memory store. */
final class InMemoryProfiles implements Profiles {
  private final Tables tables;
  private final LongPredicate visible;

  InMemoryProfiles(Tables tables) {
    this(tables, operatorId -> true);
  }

  private InMemoryProfiles(Tables tables, LongPredicate visible) {
    this.tables = tables;
    this.visible = visible;
  }

  @Override
  public Profiles ofTenant(long operatorId) {
    return new InMemoryProfiles(tables, owner -> owner == operatorId);
  }

  @Override
  public boolean isKnown(Iccid iccid) {
    synchronized (tables) {
      return tables.find(iccid).isPresent();
    }
  }

  @Override
  public boolean isKnownType(String name) {
    synchronized (tables) {
      return tables.types.containsKey(name);
    }
  }

  private Optional<Row> row(Iccid iccid) {
    return tables.find(iccid).filter(row -> visible.test(row.type.operatorId()));
  }

  @Override
  public Optional<StoredProfile> find(Iccid iccid) {
    synchronized (tables) {
      return row(iccid).map(InMemoryProfiles::stored);
    }
  }

  @Override
  public Optional<StoredProfile> findByCall(long operatorId, Bytes callDigest) {
    synchronized (tables) {
      return tables.profiles.values().stream()
          .filter(row -> row.type.operatorId() == operatorId && visible.test(operatorId))
          .filter(row -> row.orderCall.equals(Optional.of(callDigest)))
          .findFirst()
          .map(InMemoryProfiles::stored);
    }
  }

  @Override
  public Optional<ProfileType> findType(String name) {
    synchronized (tables) {
      return Optional.ofNullable(tables.types.get(name))
          .filter(type -> visible.test(type.operatorId()));
    }
  }

  @Override
  public Optional<ProfileMaterial> findMaterial(Iccid iccid) {
    synchronized (tables) {
      return row(iccid).map(tables::materialOf);
    }
  }

  @Override
  public Optional<Iccid> reserve(
      ProfileType type, Optional<Eid> eid, Bytes callDigest, ActivationEvent event) {
    synchronized (tables) {
      var before = findByCall(type.operatorId(), callDigest).map(StoredProfile::profile);
      return before
          .map(Profile::iccid)
          .or(() -> tables.profiles.values().stream()
              .filter(row -> row.type.profileTypeId() == type.profileTypeId())
              .filter(row -> visible.test(row.type.operatorId()))
              .filter(row -> row.profile instanceof Profile.Available)
              .findFirst()
              .map(row -> reserved(row, eid, callDigest, event)));
    }
  }

  private Iccid reserved(Row row, Optional<Eid> eid, Bytes callDigest, ActivationEvent event) {
    var available = (Profile.Available) row.profile;
    Profile reserved = eid.<Profile>map(available::linked).orElseGet(available::allocated);
    moved(row, reserved, callDigest, event.moving(available, reserved));
    row.orderCall = Optional.of(callDigest);
    return available.iccid();
  }

  @Override
  public Moved move(
      Profile from,
      Profile to,
      Bytes callDigest,
      ActivationEvent event,
      Optional<PreparedPackage> prepared,
      Optional<ReleaseVerdict> verdict) {
    synchronized (tables) {
      if (row(from.iccid()).isEmpty() || !tables.isAt(from)) {
        return Moved.CHANGED_MEANWHILE;
      }
      if (to instanceof Profile.Ordered ordered
          && (isTaken(ordered) || !tables.wantedEvents.isFree(ordered))) {
        return Moved.MATCHING_ID_TAKEN;
      }
      var row = tables.row(from.iccid());
      moved(row, to, callDigest, event);
      row.keep(prepared, verdict);
      return Moved.DONE;
    }
  }

  private void moved(Row row, Profile to, Bytes callDigest, ActivationEvent event) {
    tables.put(to);
    row.calls.add(callDigest);
    row.namedEid = to.eid();
    row.ordered = tables.nextNumber();
    tables.events.add(event);
    if (to instanceof Profile.Available || to instanceof Profile.Unavailable) {
      row.wipe();
      tables.sessionsOf(to.iccid()).forEach(id -> tables.sessions.put(id, Optional.empty()));
    }
  }

  private boolean isTaken(Profile.Ordered ordered) {
    MatchingId wanted = ordered.order().matchingId();
    return !wanted.isNone()
        && tables.profiles.values().stream()
            .filter(row -> !row.profile.iccid().equals(ordered.iccid()))
            .anyMatch(row -> row.profile instanceof Profile.Ordered other
                && other.order().matchingId().equals(wanted));
  }

  private static StoredProfile stored(Row row) {
    return new StoredProfile(
        row.profile, row.type.operatorId(), row.typeOfOrder(), row.calls, row.namedEid);
  }
}

package org.opensmdp.activation;

import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.opensmdp.activation.OperatorCallback.Line;
import org.opensmdp.crypto.Binding;
import org.opensmdp.crypto.ProfileProtection.ProfileKeys;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.TransactionId;

/** What the in-memory store holds. Whoever touches it holds its monitor: one call is one transaction. */
final class Tables {
  final Map<Iccid, Row> profiles = new LinkedHashMap<>();
  final Map<String, ProfileType> types = new HashMap<>();
  final Map<Long, Long> stableVersions = new HashMap<>();
  final Map<Long, Version> versions = new LinkedHashMap<>();
  final Map<String, Operator> operators = new HashMap<>();
  final Map<Bytes, Long> clients = new HashMap<>();

  /** Empty: refused, or its order is wiped. */
  final Map<TransactionId, Optional<RspSession>> sessions = new LinkedHashMap<>();

  final Map<Long, Report> reports = new LinkedHashMap<>();
  final WantedEvents wantedEvents = new WantedEvents();
  final List<AuditEntry> audit = new ArrayList<>();

  /** By number; empty: revoked. */
  final Map<Long, Optional<AdminToken>> tokens = new LinkedHashMap<>();

  final Map<Line, OperatorCallback> operatorCallbacks = new LinkedHashMap<>();
  final Map<Long, Told> callbacks = new TreeMap<>();
  final List<ActivationEvent> events = new Appended();
  private long numbers;

  /** A version and what is in it. */
  record Version(long profileTypeId, ProfileVersion said, Versions.Content content) {
    /** Returns the version with another template, whatever was said of it. */
    Version holding(Bytes template) {
      return new Version(profileTypeId, said, new Versions.Content(template, content.holes()));
    }

    Version in(VersionState state, VersionLife life) {
      return new Version(profileTypeId, said.in(state, life), content);
    }
  }

  /** One profile. */
  static final class Row {
    ProfileType type;
    Optional<Imsi> imsi;
    final ProfileMaterialOf material;
    Profile profile;
    final List<Bytes> calls = new ArrayList<>();
    Optional<Eid> namedEid = Optional.empty();
    Optional<Bytes> orderCall = Optional.empty();
    Optional<Long> pinned = Optional.empty();
    Optional<ProfileRequirements> readyMade = Optional.empty();
    Optional<Prepared> prepared = Optional.empty();
    Optional<ReleaseVerdict> verdict = Optional.empty();
    Optional<Bytes> shown = Optional.empty();
    Optional<Binding> binding = Optional.empty();
    Bytes boundMetadata = Bytes.EMPTY;
    Optional<Bytes> isdpAid = Optional.empty();
    OrderLimits limits = OrderLimits.NONE;
    long ordered;

    Row(Profile profile, ProfileType type, Optional<Imsi> imsi, ProfileMaterialOf material) {
      this.profile = profile;
      this.type = type;
      this.imsi = imsi;
      this.material = material;
    }

    void put(Profile moved) {
      profile = moved;
      if (!(moved instanceof Profile.Downloadable)) {
        prepared = Optional.empty();
        verdict = Optional.empty();
        shown = Optional.empty();
      }
    }

    void keep(Optional<PreparedPackage> fresh, Optional<ReleaseVerdict> judged) {
      verdict = judged.or(() -> verdict);
      prepared = fresh
          .map(it -> new Prepared(it.versionId(), it.protection().encode()))
          .or(() -> prepared);
    }

    void dropBinding() {
      binding = Optional.empty();
      boundMetadata = Bytes.EMPTY;
    }

    void wipe() {
      dropBinding();
      orderCall = Optional.empty();
      calls.subList(0, calls.size() - 1).clear();
      pinned = Optional.empty();
      isdpAid = Optional.empty();
      limits = OrderLimits.NONE;
    }

    /** Returns the type with the limits of the order where it has its own. */
    ProfileType typeOfOrder() {
      return new ProfileType(
          type.profileTypeId(),
          type.operatorId(),
          type.name(),
          type.texts(),
          type.mncLength(),
          type.protection(),
          limits.maxDownloadAttempts().orElse(type.maxDownloadAttempts()),
          limits.maxConfirmationAttempts().orElse(type.maxConfirmationAttempts()),
          type.orderLifetime(),
          type.rebinding(),
          type.synthetic());
    }
  }

  /** A prepared package as it lies in a row: who gets it erases only a copy. */
  record Prepared(long versionId, Secret encoded) {
    PreparedPackage opened() {
      return new PreparedPackage(versionId, ProfileKeys.decode(encoded));
    }
  }

  /** Returns the material with the IMSI that the row lists. */
  ProfileMaterial materialOf(Row row) {
    var material = row.material.version(versionOf(row));
    if (material instanceof ProfileMaterial.Personalised own) {
      return new ProfileMaterial.Personalised(
          own.versionId(), own.subscriber(), row.imsi.orElseThrow());
    }
    var ready = (ProfileMaterial.ReadyMade) material;
    return new ProfileMaterial.ReadyMade(ready.unprotectedProfilePackage(), row.imsi);
  }

  /** Makes the material of a profile, once its version is known. */
  interface ProfileMaterialOf {
    ProfileMaterial version(long versionId);
  }

  /** A callback, and when it is due or has ended. */
  record Told(Callback callback, Instant at) {}

  /** Events; whoever appends one has told the operator, if it wants to know. */
  private final class Appended extends AbstractList<ActivationEvent> {
    private final List<ActivationEvent> all = new ArrayList<>();

    @Override
    public void add(int index, ActivationEvent event) {
      all.add(index, event);
      event.progress().ifPresent(progress -> tell(event, progress));
    }

    @Override
    public ActivationEvent get(int index) {
      return all.get(index);
    }

    @Override
    public int size() {
      return all.size();
    }
  }

  private void tell(ActivationEvent event, Progress progress) {
    event
        .iccid()
        .flatMap(this::find)
        .ifPresent(row -> operatorCallbacks.values().stream()
            .filter(wanted -> wanted.operatorId() == row.type.operatorId())
            .filter(wanted -> wanted.points().contains(progress.point()))
            .forEach(wanted -> tell(event, progress, row, wanted.line())));
  }

  private void tell(ActivationEvent event, Progress progress, Row row, Line line) {
    long number = nextNumber();
    var callback = new Callback(
        number,
        UUID.randomUUID(),
        line,
        row.profile.iccid(),
        row.profile.eid(),
        row.type.name(),
        event.happenedAt(),
        progress,
        event.detail(),
        Callback.State.PENDING,
        0,
        event.happenedAt(),
        Optional.empty(),
        Optional.empty());
    callbacks.put(number, new Told(callback, event.happenedAt()));
  }

  /** One report of a device. */
  record Report(
      Bytes raw,
      Instant receivedAt,
      Optional<Notifications.Verdict> verdict,
      Optional<Notifications.Origin> origin) {}

  long nextNumber() {
    return ++numbers;
  }

  Optional<Row> find(Iccid iccid) {
    return Optional.ofNullable(profiles.get(iccid));
  }

  Row row(Iccid iccid) {
    return find(iccid).orElseThrow();
  }

  boolean isAt(Profile expected) {
    return find(expected.iccid()).filter(row -> row.profile.equals(expected)).isPresent();
  }

  void put(Profile profile) {
    var row = row(profile.iccid());
    wantedEvents.moved(row.profile, profile);
    row.put(profile);
  }

  long versionOf(Row row) {
    if (row.material.version(0) instanceof ProfileMaterial.ReadyMade) {
      return 0;
    }
    return row.pinned.orElse(stableVersions.getOrDefault(row.type.profileTypeId(), 0L));
  }

  Optional<RspSession> session(TransactionId transactionId) {
    return sessions.getOrDefault(transactionId, Optional.empty());
  }

  void put(RspSession session) {
    sessions.put(session.terms().transactionId(), Optional.of(session));
  }

  /** Returns the transactionIds of the sessions of an order that are not refused. */
  Set<TransactionId> sessionsOf(Iccid iccid) {
    var found = new LinkedHashSet<TransactionId>();
    sessions.forEach((id, session) -> {
      if (session.filter(of -> of.terms().iccid().equals(iccid)).isPresent()) {
        found.add(id);
      }
    });
    return found;
  }

  /** Whether the same function has ended with the same status in this session before. */
  boolean isToldInSession(ActivationEvent event) {
    return events.stream()
        .anyMatch(told -> told.transactionId().equals(event.transactionId())
            && told.function().equals(event.function())
            && told.status().equals(event.status()));
  }

  void close(RspSession session) {
    if (session instanceof RspSession.Open open) {
      put(open.closed());
    }
  }
}

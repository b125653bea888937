package org.opensmdp.activation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.opensmdp.activation.StockCheck.Fit;
import org.opensmdp.activation.Tables.Row;
import org.opensmdp.crypto.TransportKey;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;

/** The imports of the in-memory store. */
final class InMemoryStock implements Stock {
  private final Tables tables;
  private final Map<Long, Import> imports = new HashMap<>();
  private final Map<Long, TreeMap<Integer, Chunk>> chunks = new HashMap<>();
  private final Map<Long, Map<Iccid, Imsi>> seen = new HashMap<>();
  private final Map<List<?>, TransportKey> keys = new HashMap<>();
  private final Map<List<?>, KeyLabel> labels = new HashMap<>();
  private final Set<Long> wrappedOnly = new HashSet<>();

  InMemoryStock(Tables tables) {
    this.tables = tables;
  }

  @Override
  public Import open(ProfileType type, boolean dryRun, String plan, Instant now) {
    synchronized (tables) {
      var opened = new Import(tables.nextNumber(), type, dryRun, plan, now, Optional.empty());
      imports.put(opened.importId(), opened);
      chunks.put(opened.importId(), new TreeMap<>());
      seen.put(opened.importId(), new HashMap<>());
      return opened;
    }
  }

  @Override
  public Optional<Import> find(long importId) {
    synchronized (tables) {
      return Optional.ofNullable(imports.get(importId));
    }
  }

  @Override
  public Basis basis(ProfileType type) {
    synchronized (tables) {
      var operator = tables.operators.values().stream()
          .filter(of -> of.operatorId() == type.operatorId())
          .findFirst()
          .orElseThrow();
      var template = Optional.ofNullable(tables.stableVersions.get(type.profileTypeId()))
          .map(tables.versions::get)
          .map(version -> version.content().template());
      return new Basis(operator, !wrappedOnly.contains(operator.operatorId()), template);
    }
  }

  @Override
  public Optional<Chunk> chunk(long importId, int number) {
    synchronized (tables) {
      return Optional.ofNullable(chunks.get(importId)).map(of -> of.get(number));
    }
  }

  @Override
  public Chunk put(
      Import into, int number, Bytes digest, List<Fit> fits, List<StockResult> refused) {
    synchronized (tables) {
      var before = chunk(into.importId(), number);
      if (before.isPresent()) {
        return before.get();
      }
      if (find(into.importId()).orElseThrow().finishedAt().isPresent()) {
        throw new IllegalStateException("import " + into.importId() + " is finished");
      }
      var others = new ArrayList<>(refused);
      for (var fit : fits) {
        var verdict = take(into, fit.subscriber());
        if (verdict != StockVerdict.ACCEPTED) {
          others.add(
              new StockResult(fit.line(), Optional.of(fit.subscriber().iccid()), verdict, ""));
        }
      }
      others.sort(Comparator.comparingLong(StockResult::line));
      int there = (int) others.stream()
          .filter(line -> line.verdict() == StockVerdict.ALREADY_THERE)
          .count();
      int accepted = fits.size() + refused.size() - others.size();
      var chunk = new Chunk(digest, accepted, there, others);
      chunks.computeIfAbsent(into.importId(), id -> new TreeMap<>()).put(number, chunk);
      return chunk;
    }
  }

  private StockVerdict take(Import into, SubscriberData subscriber) {
    var verdict = tables
        .find(subscriber.iccid())
        .map(row -> known(into, row, subscriber))
        .orElseGet(() -> fresh(into, subscriber));
    if (verdict == StockVerdict.ACCEPTED && into.dryRun()) {
      seen.computeIfAbsent(into.importId(), id -> new HashMap<>())
          .put(subscriber.iccid(), subscriber.imsi());
    } else if (verdict == StockVerdict.ACCEPTED) {
      var kept = SubscriberData.decode(subscriber.iccid(), subscriber.imsi(), subscriber.encode());
      tables.profiles.put(
          kept.iccid(),
          new Row(
              new Profile.Available(kept.iccid()),
              into.type(),
              Optional.of(kept.imsi()),
              version -> new ProfileMaterial.Personalised(version, kept)));
    }
    return verdict;
  }

  private static StockVerdict known(Import into, Row row, SubscriberData sent) {
    boolean pair = row.imsi.equals(Optional.of(sent.imsi()))
        && row.type.operatorId() == into.type().operatorId();
    if (!pair || !(row.material.version(0) instanceof ProfileMaterial.Personalised stored)) {
      return StockVerdict.ICCID_TAKEN;
    }
    if (row.type.profileTypeId() != into.type().profileTypeId()) {
      return StockVerdict.OTHER_TYPE;
    }
    return stored.subscriber().equals(sent)
        ? StockVerdict.ALREADY_THERE
        : StockVerdict.DATA_CHANGED;
  }

  private StockVerdict fresh(Import into, SubscriberData sent) {
    var dry = seen.getOrDefault(into.importId(), Map.of());
    if (dry.containsKey(sent.iccid())) {
      return sent.imsi().equals(dry.get(sent.iccid()))
          ? StockVerdict.ALREADY_THERE
          : StockVerdict.ICCID_TAKEN;
    }
    boolean taken = dry.containsValue(sent.imsi())
        || tables.profiles.values().stream()
            .anyMatch(row -> row.imsi.equals(Optional.of(sent.imsi())));
    return taken ? StockVerdict.IMSI_TAKEN : StockVerdict.ACCEPTED;
  }

  @Override
  public Totals totals(long importId) {
    synchronized (tables) {
      var all = chunks.getOrDefault(importId, new TreeMap<>());
      return new Totals(
          List.copyOf(all.keySet()),
          all.values().stream().mapToLong(Chunk::accepted).sum(),
          all.values().stream().mapToLong(Chunk::alreadyThere).sum(),
          all.values().stream().mapToLong(Chunk::rejected).sum());
    }
  }

  @Override
  public void finish(long importId, Instant now) {
    synchronized (tables) {
      imports.computeIfPresent(
          importId,
          (number, open) -> new Import(
              number,
              open.type(),
              open.dryRun(),
              open.plan(),
              open.openedAt(),
              open.finishedAt().or(() -> Optional.of(now))));
    }
  }

  @Override
  public boolean addTransportKey(Operator operator, String name, TransportKey key, Instant now) {
    synchronized (tables) {
      var place = List.of(operator.operatorId(), name);
      labels.putIfAbsent(place, new KeyLabel(name, key.checkValue(), now));
      return keys.putIfAbsent(place, new TransportKey(key.encode())) == null;
    }
  }

  @Override
  public Optional<TransportKey> transportKey(long operatorId, String name) {
    synchronized (tables) {
      return Optional.ofNullable(keys.get(List.of(operatorId, name)))
          .map(key -> new TransportKey(key.encode()));
    }
  }

  @Override
  public List<KeyLabel> transportKeys(Operator operator) {
    synchronized (tables) {
      return labels.entrySet().stream()
          .filter(entry -> entry.getKey().get(0).equals(operator.operatorId()))
          .map(Map.Entry::getValue)
          .sorted(Comparator.comparing(KeyLabel::name))
          .toList();
    }
  }

  @Override
  public void allowClearKeys(Operator operator, boolean allowed) {
    synchronized (tables) {
      if (allowed) {
        wrappedOnly.remove(operator.operatorId());
      } else {
        wrappedOnly.add(operator.operatorId());
      }
    }
  }

  @Override
  public List<Level> levels(Instant from, Instant now) {
    synchronized (tables) {
      return tables.types.values().stream()
          .map(type -> level(type, from, now))
          .sorted(Comparator.comparing(Level::operator).thenComparing(Level::type))
          .toList();
    }
  }

  private Level level(ProfileType type, Instant from, Instant now) {
    var moves = tables.events.stream()
        .filter(
            event -> !event.happenedAt().isBefore(from) && !event.happenedAt().isAfter(now))
        .filter(event -> !event.from().equals(event.to()))
        .filter(event -> event
            .iccid()
            .flatMap(tables::find)
            .filter(row -> row.type.profileTypeId() == type.profileTypeId())
            .isPresent())
        .toList();
    var available = Optional.of(ProfileState.AVAILABLE);
    var some = moves.stream()
        .filter(event -> event.from().equals(available) || event.to().equals(available))
        .toList();
    long orders = some.stream().filter(event -> event.from().equals(available)).count()
        - some.stream().filter(event -> event.to().equals(available)).count();
    double days = some.stream()
        .map(ActivationEvent::happenedAt)
        .min(Comparator.naturalOrder())
        .map(first -> Duration.between(first, now).toSeconds() / 86_400.0)
        .orElse(1.0);
    long left = tables.profiles.values().stream()
        .filter(row -> row.type.profileTypeId() == type.profileTypeId())
        .filter(row -> row.profile instanceof Profile.Available)
        .count();
    return new Level(
        basis(type).operator().name(), type.name(), left, Math.max(0, orders) / Math.max(1, days));
  }

  @Override
  public long forgetImports(Instant openedBefore) {
    synchronized (tables) {
      var old = imports.values().stream()
          .filter(of -> of.openedAt().isBefore(openedBefore))
          .map(Import::importId)
          .toList();
      old.forEach(imports::remove);
      old.forEach(chunks::remove);
      return old.size();
    }
  }
}

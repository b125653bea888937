package org.opensmdp.activation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.opensmdp.activation.Callback.State;
import org.opensmdp.activation.OperatorCallback.Kind;
import org.opensmdp.activation.OperatorCallback.Line;
import org.opensmdp.activation.Tables.Told;

/** The callbacks of the in-memory store. */
final class InMemoryCallbacks implements Callbacks {
  private final Tables tables;

  InMemoryCallbacks(Tables tables) {
    this.tables = tables;
  }

  @Override
  public void put(OperatorCallback callback) {
    synchronized (tables) {
      tables.operatorCallbacks.put(callback.line(), callback);
    }
  }

  @Override
  public Optional<OperatorCallback> find(Line line) {
    synchronized (tables) {
      return Optional.ofNullable(tables.operatorCallbacks.get(line));
    }
  }

  @Override
  public List<OperatorCallback> of(long operatorId) {
    synchronized (tables) {
      return tables.operatorCallbacks.values().stream()
          .filter(callback -> callback.operatorId() == operatorId)
          .sorted(Comparator.comparing(callback -> callback.kind().name()))
          .toList();
    }
  }

  @Override
  public boolean remove(Line line, Instant now) {
    synchronized (tables) {
      var reason = Optional.of("the operator is not called any more");
      pending(line).forEach(told -> put(told.callback(), State.DEAD, 0, reason, now));
      return tables.operatorCallbacks.remove(line) != null;
    }
  }

  @Override
  public List<Line> due(Instant now) {
    synchronized (tables) {
      return tables.operatorCallbacks.values().stream()
          .filter(OperatorCallback::enabled)
          .map(OperatorCallback::line)
          .filter(line -> !due(line, now, 1).isEmpty())
          .toList();
    }
  }

  @Override
  public List<Callback> due(Line line, Instant now, int most) {
    synchronized (tables) {
      return pending(line)
          .filter(told -> !told.at().isAfter(now))
          .filter(told -> pending(line)
              .noneMatch(earlier ->
                  isOfSameIccid(earlier, told) && earlier.callback().number() < number(told)))
          .sorted(Comparator.comparing(Told::at))
          .map(Told::callback)
          .limit(most)
          .toList();
    }
  }

  @Override
  public void delivered(Callback sent, Instant now) {
    synchronized (tables) {
      if (isAsSent(sent)) {
        put(sent, State.DELIVERED, 1, Optional.empty(), now);
        following(sent).filter(told -> told.at().isAfter(now)).forEach(told -> at(told, now));
      }
    }
  }

  @Override
  public void postponed(Callback sent, String error, Instant nextAttempt) {
    synchronized (tables) {
      if (isAsSent(sent)) {
        put(sent, State.PENDING, 1, Optional.of(error), nextAttempt);
        following(sent).forEach(told -> at(told, nextAttempt));
      }
    }
  }

  @Override
  public void died(Callback sent, String error, Instant now) {
    synchronized (tables) {
      if (isAsSent(sent)) {
        put(sent, State.DEAD, 1, Optional.of(error), now);
        following(sent).filter(told -> told.at().isAfter(now)).forEach(told -> at(told, now));
      }
    }
  }

  @Override
  public List<Callback> of(long operatorId, State state, int most) {
    synchronized (tables) {
      return all(told -> told.callback().line().operatorId() == operatorId
              && told.callback().state() == state)
          .map(Told::callback)
          .limit(most)
          .toList();
    }
  }

  @Override
  public int replay(long operatorId, Optional<UUID> id, Instant now) {
    synchronized (tables) {
      var again = of(operatorId, State.DEAD, Integer.MAX_VALUE).stream()
          .filter(dead -> tables.operatorCallbacks.containsKey(dead.line()))
          .filter(dead -> id.map(dead.id()::equals).orElse(true))
          .toList();
      again.forEach(dead -> tables.callbacks.put(
          dead.number(), new Told(with(dead, State.PENDING, 0, dead.lastError(), now), now)));
      return again.size();
    }
  }

  @Override
  public List<Backlog> backlog() {
    synchronized (tables) {
      return Stream.of(Kind.values())
          .map(kind -> new Backlog(
              kind,
              all(of(kind, State.PENDING)).count(),
              all(of(kind, State.PENDING))
                  .map(told -> told.callback().happenedAt())
                  .min(Comparator.naturalOrder()),
              all(of(kind, State.DEAD)).count()))
          .filter(backlog -> backlog.pending() + backlog.dead() > 0)
          .toList();
    }
  }

  @Override
  public int forget(Instant deliveredBefore) {
    synchronized (tables) {
      var gone = all(told ->
              told.callback().state() == State.DELIVERED && told.at().isBefore(deliveredBefore))
          .toList();
      gone.forEach(told -> tables.callbacks.remove(number(told)));
      return gone.size();
    }
  }

  private static Predicate<Told> of(Kind kind, State state) {
    return told -> told.callback().line().kind() == kind && told.callback().state() == state;
  }

  private Stream<Told> all(Predicate<Told> which) {
    return List.copyOf(tables.callbacks.values()).stream().filter(which);
  }

  private Stream<Told> pending(Line line) {
    return all(
        told -> told.callback().line().equals(line) && told.callback().state() == State.PENDING);
  }

  private Stream<Told> following(Callback sent) {
    return pending(sent.line())
        .filter(told -> told.callback().iccid().equals(sent.iccid()))
        .filter(told -> number(told) > sent.number());
  }

  private static boolean isOfSameIccid(Told one, Told other) {
    return one.callback().iccid().equals(other.callback().iccid());
  }

  private static long number(Told told) {
    return told.callback().number();
  }

  /** Whoever was slower than another node, or than somebody who gave it up, changes nothing. */
  private boolean isAsSent(Callback sent) {
    var now = Optional.ofNullable(tables.callbacks.get(sent.number())).map(Told::callback);
    return now.filter(it -> it.state() == State.PENDING && it.attempts() == sent.attempts())
        .isPresent();
  }

  private void at(Told told, Instant at) {
    tables.callbacks.put(number(told), new Told(told.callback(), at));
  }

  private void put(Callback callback, State state, int tries, Optional<String> error, Instant at) {
    var changed = with(
        callback,
        state,
        callback.attempts() + tries,
        error.or(callback::lastError),
        callback.triedSince());
    tables.callbacks.put(callback.number(), new Told(changed, at));
  }

  private static Callback with(
      Callback callback, State state, int attempts, Optional<String> error, Instant triedSince) {
    return new Callback(
        callback.number(),
        callback.id(),
        callback.line(),
        callback.iccid(),
        callback.eid(),
        callback.profileType(),
        callback.happenedAt(),
        callback.progress(),
        callback.message(),
        state,
        attempts,
        triedSince,
        error,
        callback.correlationId());
  }
}

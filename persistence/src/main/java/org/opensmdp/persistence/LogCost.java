package org.opensmdp.persistence;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.opensmdp.activation.ActivationEvent;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.TransactionId;

/**
 * Measures what is written down of a download beside what the download needs: statements that commit
 * anyway, with that part and without it, in turns. For a database of its own, with one connection: it
 * leaves rows behind. One thread.
 */
public final class LogCost {
  private static final int BLOCK = 500;
  private static final int INFO2_OCTETS = 250;
  private static final double MICROS = 1e3;
  private static final Iccid ICCID = Iccid.withCheckDigit("898829000000000001");
  private static final Eid EID = Eid.withCheckDigits("890490320011223344556677889901");
  private static final TransactionId ATTEMPT = new TransactionId(Bytes.wrap(new byte[16]));
  private static final String MOVED =
      "with moved as (update log_cost set n = n + :one returning n)";
  private static final Command SILENT = Command.of(MOVED, "select count(*) from moved");
  private static final Command TOLD =
      Command.of(MOVED, ", told as (", Events.append("moved"), ") select count(*) from moved");
  private static final Command BARE = Command.of("""
      insert into rsp_session (transaction_id, state, created_at, expires_at)
      values (:transaction_id, 'REFUSED', :now, :now) returning 1::bigint""");
  private static final Command KNOWN = Command.of("""
      insert into rsp_session (transaction_id, state, created_at, expires_at, operator_id,
        profile_type_id, mcc, eum, firmware, svn, package_version, euicc_info2, eum_name,
        eum_not_after, euicc_not_after, card_ci, synthetic, delivered_at, ended_at, result)
      select :transaction_id, 'REFUSED', :now, :now, operator_id, profile_type_id, :mcc, :eum,
        :firmware, :svn, :package_version, :euicc_info2, :eum_name, :now, :now, :card_ci, synthetic,
        :now, :now, 'SUCCESS'
      from profile_type returning 1::bigint""");

  private final DSLContext jooq;
  private final AttemptRows rows;
  private final Events events = new Events("node-1");
  private final ProcessHandle backend;
  private int attempts;

  /** Prepares a database that nobody else uses. */
  public LogCost(Database database) {
    this.jooq = database.jooq();
    this.rows = new AttemptRows(database);
    EventPartitions.prepare(new Sql(jooq));
    jooq.execute("create table log_cost (n bigint)");
    jooq.execute("insert into log_cost values (0)");
    jooq.execute("insert into operator (name, requester_ids) values ('Operator', '{operator}')");
    jooq.execute("""
        insert into profile_type (operator_id, name, service_provider_name, profile_name,
          profile_class, mnc_length, protection, max_download_attempts, max_confirmation_attempts)
        select operator_id, 'Plan', 'Example', 'Plan', 'TEST', 2, 'PROFILE_KEYS', 3, 3
        from operator""");
    long process = jooq.fetchSingle("select pg_backend_pid()::bigint").get(0, Long.class);
    this.backend = ProcessHandle.of(process).orElseThrow();
  }

  /**
   * CPU time of one of what was measured.
   *
   * @param client microseconds of the thread that asks
   * @param server microseconds of the process of PostgreSQL that answers
   */
  public record Cost(double client, double server) {
    private Cost minus(Cost other) {
      return new Cost(client - other.client, server - other.server);
    }
  }

  /** Returns what one event costs in a statement that commits anyway, as the mean of {@code rounds}. */
  public Cost event(int rounds) {
    return difference(
        rounds, n -> TOLD.run(jooq, told(), Long.class), n -> SILENT.run(jooq, one(), Long.class));
  }

  /** Returns what it costs to keep with a session who the device was and how it ended. */
  public Cost attempt(int rounds) {
    return difference(
        rounds, n -> KNOWN.run(jooq, known(), Long.class), n -> BARE.run(jooq, next(), Long.class));
  }

  /** Returns what it costs to read one attempt, of hundreds in one statement, for the counters. */
  public Cost lookup(int rounds) {
    var kept = IntStream.range(0, BLOCK).mapToObj(n -> keep()).toList();
    var clocks = new Clocks();
    for (int done = 0; done < rounds; done += BLOCK) {
      clocks.time(() -> read(kept));
    }
    return clocks.of(rounds);
  }

  private Cost difference(int rounds, IntConsumer dear, IntConsumer plain) {
    var with = new Clocks();
    var without = new Clocks();
    for (int done = 0; done < rounds; done += BLOCK) {
      with.time(() -> IntStream.range(0, BLOCK).forEach(dear));
      without.time(() -> IntStream.range(0, BLOCK).forEach(plain));
    }
    return with.of(rounds).minus(without.of(rounds));
  }

  private void read(List<TransactionId> kept) {
    int found = rows.find(kept).size();
    if (found != kept.size()) {
      throw new StorageException("of " + kept.size() + " attempts " + found + " were found");
    }
  }

  private TransactionId keep() {
    var values = known();
    KNOWN.run(jooq, values, Long.class);
    return attempt();
  }

  private static Values one() {
    return new Values().number("one", 1);
  }

  private Values told() {
    var event = new ActivationEvent(
        Instant.now(),
        "ES9+.GetBoundProfilePackage",
        Optional.of(ICCID),
        Optional.of(EID),
        Optional.of(ATTEMPT),
        Optional.of(ProfileState.RELEASED),
        Optional.of(ProfileState.DOWNLOADED),
        ActivationEvent.OK,
        "",
        Duration.ofMillis(2));
    return events.put(one(), event);
  }

  private Values next() {
    attempts++;
    return new Values().octets("transaction_id", attempt().octets()).time("now", Instant.now());
  }

  private Values known() {
    return next()
        .text("mcc", "001")
        .text("eum", "89049032")
        .text("firmware", "66.81.2")
        .text("svn", "2.2.2")
        .text("package_version", "2.3.1")
        .octets("euicc_info2", Bytes.wrap(new byte[INFO2_OCTETS]))
        .text("eum_name", "CN=EUM Test,O=Example,C=ES")
        .text("card_ci", "F54172BDF98A95D65CBEB88A38A1C11D800A85C3");
  }

  private TransactionId attempt() {
    return new TransactionId(Bytes.fromHex("%032X".formatted(attempts)));
  }

  /** The clocks of this thread and of the process that answers it. */
  private final class Clocks {
    private long client;
    private long server;

    void time(Runnable work) {
      long thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      long process = serverNanos();
      work.run();
      client += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - thread;
      server += serverNanos() - process;
    }

    Cost of(int rounds) {
      return new Cost(client / MICROS / rounds, server / MICROS / rounds);
    }

    private long serverNanos() {
      return backend.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }
  }
}

package org.opensmdp.activation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.opensmdp.activation.StockCheck.Fit;
import org.opensmdp.crypto.TransportKey;
import org.opensmdp.rsp.Bytes;

/**
 * Where imports put subscribers: an import comes in numbered chunks, and a chunk is taken once,
 * whatever the number of times and in whatever order it is sent. Every method is one transaction.
 */
public interface Stock {

  /**
   * An import.
   *
   * @param plan how its columns are to be read, as the binding wrote it
   */
  record Import(
      long importId,
      ProfileType type,
      boolean dryRun,
      String plan,
      Instant openedAt,
      Optional<Instant> finishedAt) {}

  /**
   * What became of a chunk.
   *
   * @param digest SHA-256 of the octets that were sent
   * @param others the lines that were not accepted, in the order of the file
   */
  record Chunk(Bytes digest, int accepted, int alreadyThere, List<StockResult> others) {
    public Chunk {
      others = List.copyOf(others);
    }

    public int rejected() {
      return others.size() - alreadyThere;
    }
  }

  /** What became of an import so far. {@code chunks} are the numbers of those taken, ascending. */
  record Totals(List<Integer> chunks, long accepted, long alreadyThere, long rejected) {
    public Totals {
      chunks = List.copyOf(chunks);
    }
  }

  /**
   * What the lines of a type are measured by.
   *
   * @param template of the type's stable version, if there is one
   */
  record Basis(Operator operator, boolean clearKeys, Optional<Bytes> template) {}

  /** What of a transport key may be shown. */
  record KeyLabel(String name, Bytes checkValue, Instant addedAt) {}

  /**
   * What is in stock of a type, and how fast it goes.
   *
   * @param perDay orders a day that were not cancelled, on the days since {@code from} or, if that is
   *     later, since the first of them
   */
  record Level(String operator, String type, long available, double perDay) {
    /** Returns for how many days the stock will do; infinite if nothing is ordered. */
    public double daysOfCover() {
      return perDay > 0 ? available / perDay : Double.POSITIVE_INFINITY;
    }
  }

  Import open(ProfileType type, boolean dryRun, String plan, Instant now);

  Optional<Import> find(long importId);

  Basis basis(ProfileType type);

  /** Returns what became of a chunk, if it was taken. */
  Optional<Chunk> chunk(long importId, int number);

  /**
   * Takes a chunk: puts the subscribers that are new into stock, unless it is a dry run, and keeps the
   * verdicts. A chunk that was taken before is not taken again; its result is returned.
   *
   * @param refused the lines that {@link StockCheck} has refused
   * @throws IllegalStateException if the import is finished
   */
  Chunk put(Import into, int number, Bytes digest, List<Fit> fits, List<StockResult> refused);

  Totals totals(long importId);

  /** Ends an import: it takes no more chunks. */
  void finish(long importId, Instant now);

  /**
   * Keeps a transport key under a name.
   *
   * @return whether it was kept: a name is given once
   */
  boolean addTransportKey(Operator operator, String name, TransportKey key, Instant now);

  Optional<TransportKey> transportKey(long operatorId, String name);

  List<KeyLabel> transportKeys(Operator operator);

  /** Says whether an operator's keys may come in the clear; they may until it is said. */
  void allowClearKeys(Operator operator, boolean allowed);

  /** Returns the levels of all types, of the orders between {@code from} and {@code now}. */
  List<Level> levels(Instant from, Instant now);

  /** Forgets imports that were opened before; returns how many. */
  long forgetImports(Instant openedBefore);
}

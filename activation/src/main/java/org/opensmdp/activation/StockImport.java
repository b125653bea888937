package org.opensmdp.activation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.Stock.Chunk;
import org.opensmdp.activation.Stock.Import;
import org.opensmdp.activation.StockCheck.Fit;
import org.opensmdp.activation.StockCheck.Refused;
import org.opensmdp.crypto.KeyUnwrap.Wrapping;
import org.opensmdp.profile.AkaAlgorithm;
import org.opensmdp.profile.AkaDummies;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.rsp.Bytes;

/** Takes the chunks of an import: every line is checked, those that fit go into stock. Any thread. */
public final class StockImport {
  private final Stock stock;
  private final StockObserver observer;

  /** The transport key an import names, and how it was used. */
  public record KeyUse(String name, Wrapping wrapping) {}

  /** Reads the lines of a chunk, one after the other. */
  public interface Lines {
    /** Returns the next line, which the caller erases, or nothing at the end. */
    Optional<StockLine> next();
  }

  /** Who wants to know what becomes of lines. */
  public interface StockObserver {
    void judged(StockVerdict verdict, int lines);
  }

  public StockImport(Stock stock, StockObserver observer) {
    this.stock = stock;
    this.observer = observer;
  }

  /**
   * Takes a chunk, or returns what became of it when it was taken before.
   *
   * @param digest SHA-256 of the octets of the chunk
   * @throws IllegalArgumentException if the transport key is not there, or the chunk of this number had
   *     other octets
   * @throws IllegalStateException if the import is finished
   */
  public Chunk take(Import into, int number, Bytes digest, Optional<KeyUse> use, Lines lines) {
    var before = stock.chunk(into.importId(), number);
    var chunk = before.orElseGet(() -> takeNew(into, number, digest, use, lines));
    if (!chunk.digest().equals(digest)) {
      throw new IllegalArgumentException(
          "chunk " + number + " was sent before with other lines; open a new import for them");
    }
    return chunk;
  }

  private Chunk takeNew(Import into, int number, Bytes digest, Optional<KeyUse> use, Lines lines) {
    var terms = terms(into.type(), use);
    var check = new StockCheck(terms);
    var fits = new ArrayList<Fit>();
    var refused = new ArrayList<StockResult>();
    try {
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        sort(check, line.get(), fits, refused);
      }
      var chunk = stock.put(into, number, digest, fits, refused);
      observe(chunk);
      return chunk;
    } finally {
      fits.forEach(fit -> fit.subscriber().erase());
      terms.transportKey().ifPresent(wrapped -> wrapped.key().close());
    }
  }

  private static void sort(
      StockCheck check, StockLine line, List<Fit> fits, List<StockResult> refused) {
    try {
      var checked = check.check(line);
      if (checked instanceof Fit fit) {
        fits.add(fit);
      } else if (checked instanceof Refused fault) {
        refused.add(fault.result());
      }
    } finally {
      line.erase();
    }
  }

  private void observe(Chunk chunk) {
    observer.judged(StockVerdict.ACCEPTED, chunk.accepted());
    chunk.others().forEach(line -> observer.judged(line.verdict(), 1));
  }

  /** Returns what the lines of a type are measured by now. */
  public StockTerms terms(ProfileType type, Optional<KeyUse> use) {
    var basis = stock.basis(type);
    var template = basis.template().map(ProfilePackage::parse);
    return new StockTerms(
        type,
        basis.operator().terms(),
        basis.clearKeys(),
        use.map(key -> new StockTerms.Wrapped(
            stock
                .transportKey(type.operatorId(), key.name())
                .orElseThrow(() -> new IllegalArgumentException(
                    "no transport key has the name " + key.name() + "; add it first")),
            key.wrapping())),
        template.map(AkaDummies::of).orElse(Set.of()),
        template.map(StockImport::algorithms).orElse(Set.of()));
  }

  private static Set<AkaAlgorithm> algorithms(ProfilePackage template) {
    return new HashSet<>(template.facts().algorithms());
  }
}

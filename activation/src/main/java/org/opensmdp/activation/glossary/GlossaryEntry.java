package org.opensmdp.activation.glossary;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.Attribution;

/**
 * One thing that can go wrong, in plain words.
 *
 * @param number the row of the list of entries it belongs to, from 1; a row whose codes differ in meaning
 *     has several entries
 * @param codes how machines say it, as {@code 8.2.6/3.8}, {@code pir 12}, {@code cancel 3}; the first
 *     is the one to print
 * @param where functions and places that say it, as {@code authenticateClient}, {@code card report}
 * @param name what it is called, a few words
 * @param meaning one sentence for people who know the system
 * @param customer one or two sentences for the customer by language ({@code en}, {@code de}, ...), without
 *     codes and identities; empty if a customer is told nothing
 * @param action what support or the NOC does now
 * @param attribution whose fault it is; UNKNOWN also where another code says
 * @param says what phones and programs print for it
 * @param runbook the page to open, as {@code docs/runbook/card-keys.md}
 */
public record GlossaryEntry(
    int number,
    List<String> codes,
    List<String> where,
    String name,
    String meaning,
    Map<String, String> customer,
    String action,
    Attribution attribution,
    List<String> says,
    Optional<String> runbook) {
  private static final String ENGLISH = "en";

  public GlossaryEntry {
    codes = List.copyOf(codes);
    where = List.copyOf(where);
    customer = Map.copyOf(customer);
    says = List.copyOf(says);
    if (codes.isEmpty()) {
      throw new IllegalArgumentException("entry %d has no code".formatted(number));
    }
  }

  /** Returns the code to print. */
  public String code() {
    return codes.get(0);
  }

  /**
   * Returns what to tell the customer.
   *
   * @param language as {@code de} or {@code pt-BR}; English stands in for one that is not there
   */
  public Optional<String> customer(String language) {
    var bare = language.toLowerCase(Locale.ROOT).split("[-_]", 2)[0];
    return Optional.ofNullable(customer.getOrDefault(bare, customer.get(ENGLISH)));
  }

  /** Whether a function or place says it; {@code ES9+.AuthenticateClient} is authenticateClient. */
  boolean saidBy(String function) {
    var bare = function.substring(function.lastIndexOf('.') + 1);
    return where.stream().anyMatch(bare::equalsIgnoreCase);
  }
}

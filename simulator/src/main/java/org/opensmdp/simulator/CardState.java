package org.opensmdp.simulator;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.InvalidMessage;

/**
 * The state of a {@link VirtualEuicc} at one moment: what it is made with and all it keeps without
 * power. Profiles, nicknames, notifications, the counter of their numbers, addresses, the table of
 * authorised rules, revocation lists and unused one-time keys are in it; the session and a pending
 * REFRESH are not. Immutable.
 *
 * <p>It holds private keys: those of the card, which are test keys, and those in its profiles. A file is
 * readable by its owner only, and its first line says what it is.
 */
public final class CardState {
  private static final long MOST_OCTETS = 64L << 20;
  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(SerializationFeature.INDENT_OUTPUT)
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  private final SavedCard saved;

  private CardState(SavedCard saved) {
    this.saved = saved;
  }

  static CardState of(EuiccProfile euicc, CardMemory memory, Optional<Interruption> interruption) {
    return new CardState(SavedCard.of(euicc, memory, interruption));
  }

  /**
   * Reads what {@link #json} has written.
   *
   * @throws InvalidMessage if it is not the state of a card; it names the place, never the content
   */
  public static CardState parse(String json) {
    var state = new CardState(read(json));
    state.check();
    return state;
  }

  private static SavedCard read(String json) {
    try {
      return Optional.ofNullable(JSON.readValue(json, SavedCard.class))
          .orElseThrow(() -> wrong("null"));
    } catch (JsonProcessingException e) { // its text quotes the content
      var place = Optional.ofNullable(e.getLocation());
      throw wrong("not as a card is written, at line "
          + place.map(JsonLocation::getLineNr).orElse(1));
    }
  }

  /** Whoever takes a state can rely on it: what is in it is read once here. */
  private void check() {
    if (saved.format() != SavedCard.FORMAT) {
      throw wrong("format %d (expected: %d)".formatted(saved.format(), SavedCard.FORMAT));
    }
    try {
      var euicc = euicc();
      memory(euicc);
      if (!euicc.eid().equals(eid())) {
        throw new InvalidMessage("eid: not the one of the certificates");
      }
    } catch (InvalidMessage e) {
      throw wrong(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) { // without the cause, which may quote a key
      throw wrong("a field holds what it cannot hold");
    }
  }

  private static InvalidMessage wrong(String what) {
    return new InvalidMessage(
        "state of a card: %s; give a file that a card was saved to".formatted(what));
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   * @throws InvalidMessage if it is not the state of a card
   */
  public static CardState read(Path file) throws IOException {
    if (Files.size(file) > MOST_OCTETS) {
      throw new InvalidMessage("%s: larger than the state of any card".formatted(file));
    }
    try {
      return parse(Files.readString(file));
    } catch (InvalidMessage e) {
      throw new InvalidMessage("%s: %s".formatted(file, e.getMessage()));
    }
  }

  /** Writes a file that only its owner may read; it takes the place of an old one whole. */
  public void write(Path file) throws IOException {
    var directory = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file, not a root");
    var unfinished = Files.createTempFile(directory, ".card", ".json"); // made with mode 0600
    try {
      Files.writeString(unfinished, json());
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }

  public String json() {
    try {
      return JSON.writeValueAsString(saved);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("records of texts and numbers can be written", e);
    }
  }

  public Eid eid() {
    return new Eid(saved.eid());
  }

  SavedCard saved() {
    return saved;
  }

  EuiccProfile euicc() {
    return saved.euicc().euicc();
  }

  CardMemory memory(EuiccProfile euicc) {
    return saved.memory(euicc);
  }

  @Override
  public String toString() {
    return "CardState[" + saved.eid() + "]";
  }
}

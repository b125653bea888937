package org.opensmdp.activation.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.activation.Callback;
import org.opensmdp.activation.glossary.Glossary;
import org.opensmdp.activation.glossary.GlossaryEntry;
import org.opensmdp.activation.timeline.CaseFile.CallbackNote;
import org.opensmdp.activation.timeline.CaseFile.NetworkNote;
import org.opensmdp.activation.timeline.CaseLine.Who;

/** What is no event of ours as lines of a timeline: callbacks, the network, what the phone said. */
final class NoteWords {
  private static final Map<Integer, String> POINTS = Map.of(
      1, "the check of the device",
      2, "the confirmation",
      3, "the delivery",
      4, "the installation",
      101, "that it was switched on",
      102, "that it was switched off",
      103, "that it was deleted",
      110, "that its version was rolled back");

  private static final Map<String, String> SEEN = Map.of(
      "ATTACH", "The network saw the subscriber come",
      "DETACH", "The network saw the subscriber go",
      "SESSION_DROP", "The network dropped the subscriber's session");

  private final Glossary glossary;

  NoteWords(Glossary glossary) {
    this.glossary = glossary;
  }

  CaseLine line(CallbackNote note) {
    var about = POINTS.getOrDefault(note.point(), "point " + note.point());
    var words = switch (note.state()) {
      case DELIVERED -> "The operator was told of " + about;
      case PENDING -> "The operator is still to be told of " + about;
      case DEAD -> "The operator could not be told of " + about + "; it does not know";
    };
    var evidence = new ArrayList<String>();
    if (note.attempts() > 1 || note.state() != Callback.State.DELIVERED) {
      evidence.add("tries: " + note.attempts());
    }
    note.lastError()
        .filter(error -> note.state() != Callback.State.DELIVERED)
        .ifPresent(error -> evidence.add("last answer: " + error));
    return new CaseLine(
        note.happenedAt(),
        Who.SERVER,
        "Callback." + note.kind().toLowerCase(Locale.ROOT),
        note.state() != Callback.State.DEAD,
        words,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        evidence);
  }

  CaseLine line(NetworkNote note) {
    var evidence = new ArrayList<String>();
    note.network().ifPresent(network -> evidence.add("network " + network));
    if (!note.cause().isEmpty()) {
      evidence.add("cause: " + note.cause());
    }
    note.correlationId().ifPresent(id -> evidence.add("correlation id " + id));
    return new CaseLine(
        note.happenedAt(),
        Who.NETWORK,
        "Network." + note.kind().toLowerCase(Locale.ROOT),
        !note.kind().equals("SESSION_DROP"),
        SEEN.getOrDefault(note.kind(), note.kind()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        evidence);
  }

  /** The words are the glossary's of today: what is kept is the code and what the phone wrote. */
  CaseLine line(ClientLogEntry entry) {
    var code = Optional.of(entry.code()).filter(text -> !text.isEmpty());
    var known = code.flatMap(glossary::find);
    var words = known
        .map(GlossaryEntry::meaning)
        .or(() -> code.map(text -> "a code that we have no words for"))
        .orElse("no code");
    return new CaseLine(
        entry.happenedAt(),
        Who.PHONE,
        "ClientLog." + entry.source().name().toLowerCase(Locale.ROOT),
        code.isEmpty(),
        "The phone said: " + words,
        Optional.empty(),
        code,
        known.map(GlossaryEntry::attribution),
        entry.transactionId(),
        entry.text().isEmpty() ? List.of() : List.of("in its own words: " + entry.text()));
  }
}

package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.opensmdp.profile.VersionDiff.Change;
import org.opensmdp.profile.VersionDiff.Kind;
import org.opensmdp.rsp.Bytes;

/**
 * Finds which element of one package is which of the other: within a type, equal ones from both ends,
 * then what is left in order.
 */
final class ElementMatch {
  private static final int PE_HEADER = 0xA0;

  private record Pair(Located older, Located newer) {}

  private final List<Pair> pairs = new ArrayList<>();
  private final List<Change> changes = new ArrayList<>();

  private ElementMatch() {}

  static List<Change> compare(ProfilePackage older, ProfilePackage newer) {
    var match = new ElementMatch();
    for (var type : ProfileElementType.values()) {
      match.match(Located.of(older.located(), type), Located.of(newer.located(), type));
    }
    match.moved(older.located(), newer.located());
    match.pairs.stream()
        .sorted(Comparator.comparingInt(pair -> pair.newer().node().at()))
        .forEach(pair -> match.changes.addAll(ElementDiff.of(pair.older(), pair.newer())));
    return match.changes;
  }

  private void match(List<Located> older, List<Located> newer) {
    int from = 0;
    int most = Math.min(older.size(), newer.size());
    while (from < most && same(older.get(from), newer.get(from))) {
      pairs.add(new Pair(older.get(from), newer.get(from)));
      from++;
    }
    int olderEnd = older.size();
    int newerEnd = newer.size();
    while (olderEnd > from
        && newerEnd > from
        && same(older.get(olderEnd - 1), newer.get(newerEnd - 1))) {
      pairs.add(new Pair(older.get(--olderEnd), newer.get(--newerEnd)));
    }
    rest(older.subList(from, olderEnd), newer.subList(from, newerEnd));
  }

  private void rest(List<Located> older, List<Located> newer) {
    int both = Math.min(older.size(), newer.size());
    for (int i = 0; i < both; i++) {
      pairs.add(new Pair(older.get(i), newer.get(i)));
    }
    older.subList(both, older.size()).forEach(gone -> whole(Kind.REMOVED, gone));
    newer.subList(both, newer.size()).forEach(made -> whole(Kind.ADDED, made));
  }

  private void whole(Kind kind, Located element) {
    changes.add(new Change(kind, element.path(), "", 0, "", ""));
  }

  /** Equal but for the number of the element. */
  private static boolean same(Located older, Located newer) {
    return content(older).equals(content(newer));
  }

  private static List<Bytes> content(Located element) {
    return element.node().members().stream()
        .filter(member -> member.tag() != PE_HEADER)
        .map(Node::whole)
        .toList();
  }

  /** An element has moved if one that stood behind it stands in front of it now. */
  private void moved(List<Located> older, List<Located> newer) {
    int furthest = -1;
    for (var element : older) {
      for (var pair : pairs) {
        if (pair.older().equals(element)) {
          int at = newer.indexOf(pair.newer());
          if (at < furthest) {
            whole(Kind.MOVED, pair.newer());
          }
          furthest = Math.max(furthest, at);
        }
      }
    }
  }
}

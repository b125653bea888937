package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.opensmdp.profile.VersionDiff.Change;
import org.opensmdp.profile.VersionDiff.Kind;
import org.opensmdp.rsp.Bytes;

/** The differences between two elements of one type. */
final class ElementDiff {
  private static final int MOST_SHOWN = 32;
  private static final int FIRST_FILE = 0xA2;
  private static final int PE_HEADER = 0xA0;

  private final Located newer;
  private final List<Change> changes = new ArrayList<>();

  private ElementDiff(Located newer) {
    this.newer = newer;
  }

  static List<Change> of(Located older, Located newer) {
    var diff = new ElementDiff(newer);
    diff.members("", older.node(), newer.node());
    return diff.changes;
  }

  /** Members by tag and, of those with one tag, by their order. */
  private static Map<String, Node> named(Node node) {
    var named = new LinkedHashMap<String, Node>();
    var seen = new HashMap<Integer, Integer>();
    for (var member : node.members()) {
      int times = seen.merge(member.tag(), 1, Integer::sum);
      named.put("%X%s".formatted(member.tag(), times == 1 ? "" : "#" + times), member);
    }
    return named;
  }

  private void members(String path, Node older, Node newer) {
    var before = named(older);
    var after = named(newer);
    before.forEach((name, member) -> {
      var other = after.get(name);
      var field = field(path, name, member);
      if (other == null) {
        add(Kind.REMOVED, field, member);
      } else if (!member.whole().equals(other.whole())) {
        changed(field, path, member, other);
      }
    });
    after.forEach((name, member) -> {
      if (!before.containsKey(name)) {
        add(Kind.ADDED, field(path, name, member), member);
      }
    });
  }

  private String field(String path, String name, Node member) {
    if (!path.isEmpty()) {
      return path + "." + name;
    }
    return isFile(member)
        ? FileTable.name(newer.type(), member.tag()).orElse(name)
        : member.tag() == PE_HEADER && newer.type() != ProfileElementType.HEADER
            ? "peHeader"
            : name;
  }

  private boolean isFile(Node member) {
    return newer.type().createsFiles() && member.tag() >= FIRST_FILE;
  }

  private void changed(String field, String path, Node older, Node newer) {
    if (path.isEmpty() && isFile(older)) {
      file(field, older, newer);
    } else if (older.members().isEmpty() || newer.members().isEmpty()) {
      value(field, older.tag(), older.value(), newer.value());
    } else {
      members(field, older, newer);
    }
  }

  private void file(String name, Node older, Node newer) {
    var before = FileContent.of(name, older).orElse(Bytes.EMPTY);
    var after = FileContent.of(name, newer).orElse(Bytes.EMPTY);
    if (!before.equals(after)) {
      value(name + ".content", 0, before, after);
    }
    members(name + ".descriptor", descriptor(older), descriptor(newer));
    boolean was = older.member(FileContent.DO_NOT_CREATE).isPresent();
    boolean is = newer.member(FileContent.DO_NOT_CREATE).isPresent();
    if (was != is) {
      changes.add(new Change(Kind.CHANGED, this.newer.path(), name, 0, created(was), created(is)));
    }
  }

  private static String created(boolean not) {
    return not ? "not created" : "created";
  }

  private static Node descriptor(Node file) {
    return file.member(FileContent.FILE_DESCRIPTOR)
        .orElseGet(() -> Node.around(FileContent.FILE_DESCRIPTOR, List.of()));
  }

  private void value(String field, int tag, Bytes before, Bytes after) {
    int at = 0;
    while (at < Math.min(before.size(), after.size()) && before.at(at) == after.at(at)) {
      at++;
    }
    boolean secret = isSecret(field, tag);
    changes.add(new Change(
        Kind.CHANGED,
        newer.path(),
        field,
        secret ? 0 : at,
        secret ? "[secret]" : shown(before, at),
        secret ? "[secret, differs]" : shown(after, at)));
  }

  private void add(Kind kind, String field, Node member) {
    boolean gone = kind == Kind.REMOVED;
    changes.add(new Change(
        kind,
        newer.path(),
        field,
        0,
        gone ? "%d octets".formatted(member.value().size()) : "",
        gone ? "" : "%d octets".formatted(member.value().size())));
  }

  /** Elements that hold keys and codes: of them no leaf is shown but numbers and references. */
  private boolean isSecret(String field, int tag) {
    return switch (newer.type()) {
      case PIN_CODES, PUK_CODES -> tag == 0x81 && field.contains("30");
      case AKA_PARAMETER -> tag == 0x82 || tag == 0x83;
      case SECURITY_DOMAIN -> tag == 0x86 || field.startsWith("A3");
      case CDMA_PARAMETER, NON_STANDARD -> !field.startsWith("peHeader");
      case APPLICATION -> tag == 0xC4 || tag == 0xC9;
      case EAP -> field.startsWith("ef-eapkeys");
      default -> field.startsWith("ef-keys") || field.contains("authkeys");
    };
  }

  private static String shown(Bytes value, int from) {
    int end = Math.min(value.size(), from + MOST_SHOWN);
    var hex = value.slice(Math.min(from, end), end).toString();
    return end < value.size() ? hex + "... (%d octets)".formatted(value.size()) : hex;
  }
}

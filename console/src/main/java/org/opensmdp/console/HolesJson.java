package org.opensmdp.console;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensmdp.profile.Coding;
import org.opensmdp.profile.Hole;
import org.opensmdp.profile.Holes;

/**
 * The manifest of a template: an array of holes, each with name, place, offset, length, coding and
 * field. The offset is 0 and the field has the name of the hole where nothing else is said.
 */
public final class HolesJson {
  private static final Set<String> MEMBERS =
      Set.of("name", "place", "offset", "length", "coding", "field");

  private HolesJson() {}

  /**
   * Reads a manifest.
   *
   * @throws AdminRefusal 400 naming the hole and the member
   */
  public static Holes read(JsonNode array) {
    if (!array.isArray()) {
      throw AdminRefusal.unreadable("holes is not an array of objects");
    }
    var holes = new ArrayList<Hole>();
    for (var node : array) {
      if (!node.isObject()) {
        throw AdminRefusal.unreadable("holes is not an array of objects");
      }
      holes.add(hole(new Members(node).only(MEMBERS)));
    }
    return AdminCall.read("holes", "", unused -> new Holes(holes));
  }

  private static Hole hole(Members members) {
    var name = members.requiredText("name");
    var coding = members.requiredText("coding", Coding::of);
    var place = members.requiredText("place");
    int length = members
        .number("length")
        .orElseThrow(() -> AdminRefusal.unreadable("hole %s: length is missing".formatted(name)));
    int offset = members.number("offset").orElse(0);
    var field = members.text("field").orElse(name);
    return AdminCall.read(
        "holes", "", unused -> new Hole(name, place, offset, length, coding, field));
  }

  /** Returns the holes as {@link #read} reads them. */
  static List<Map<String, Object>> of(Holes holes) {
    return holes.all().stream().map(HolesJson::of).toList();
  }

  private static Map<String, Object> of(Hole hole) {
    var members = new LinkedHashMap<String, Object>();
    members.put("name", hole.name());
    members.put("place", hole.place());
    members.put("offset", hole.offset());
    members.put("length", hole.length());
    members.put("coding", hole.coding().code());
    members.put("field", hole.field());
    return members;
  }
}

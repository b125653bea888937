package org.opensmdp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.pack.PackType;

/** What the types of a pack are made from, for the server it comes to. */
interface PackContent {
  /** The bundled template, as each type of the pack needs it. */
  PackContent BUNDLED = new PackContent() {
    @Override
    public Bytes template(PackType type) {
      return PackTemplate.of(type);
    }

    @Override
    public JsonNode holes() {
      return JsonNodeFactory.instance.arrayNode();
    }

    @Override
    public void describe(PackType type, Map<String, Object> members) {
      var operator = type.operator();
      members.put("mncLength", type.mncLength());
      members.put("serviceProviderName", operator.provider());
      members.put("profileName", operator.profileName());
      operator.gid1().ifPresent(gid1 -> members.put("gid1", gid1.toString()));
    }
  };

  Bytes template(PackType type);

  /** Returns the named holes of the template, as the admin API takes them. */
  JsonNode holes();

  /** Says what phones are shown, in the members of a new type. */
  void describe(PackType type, Map<String, Object> members);

  /**
   * Returns one version for all types: its template octet for octet, and what its own type shows.
   *
   * @param own the type of the version, as the admin API shows it
   */
  static PackContent of(Bytes template, JsonNode holes, JsonNode own) {
    return new PackContent() {
      @Override
      public Bytes template(PackType type) {
        return template;
      }

      @Override
      public JsonNode holes() {
        return holes;
      }

      @Override
      public void describe(PackType type, Map<String, Object> members) {
        for (var name : SHOWN) {
          if (own.hasNonNull(name)) {
            members.put(name, own.get(name));
          }
        }
      }
    };
  }

  /** Members of a type that its templates are checked against. */
  List<String> SHOWN = List.of(
      "mncLength", "serviceProviderName", "profileName", "profileClass", "gid1", "gid2", "icon");
}

package org.opensmdp.cli.suite;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.opensmdp.server.TryOutStock;
import org.opensmdp.simulator.device.DeviceDescription;

/**
 * One row of quirks.yaml: a quirk, and how it ends on both sides.
 *
 * @param part of the table
 * @param quirk in words
 * @param yaml what a description says for it
 * @param order what has been ordered
 * @param meanwhile what happens before the device does what it has left for later
 * @param device how it ends for the device
 * @param server how it ends at the server
 * @param tells what support tells the customer
 */
record QuirkRow(
    @JsonProperty(required = true) String part,
    @JsonProperty(required = true) String quirk,
    @JsonProperty(required = true) String yaml,
    Optional<Ordered> order,
    Optional<Meanwhile> meanwhile,
    @JsonProperty(required = true) String device,
    @JsonProperty(required = true) String server,
    @JsonProperty(required = true) String tells) {
  private static final String USUAL = """
      name: quirky
      model: A phone with a quirk
      euicc:
        identities: [nist]
        svn: 2.5.0
        profile-version: 2.3.1
        firmware: 1.0.0
      """;
  private static final YAMLMapper YAML =
      YAMLMapper.builder().addModule(new Jdk8Module()).build();

  /** What has been ordered. */
  enum Ordered {
    /** A profile of class operational: its card tells of what becomes of it. */
    PLAIN(OrderSpec.of(SpecialTypes.OPERATIONAL)),
    CODE(OrderSpec.WITH_CODE),
    PPR1(OrderSpec.of(SpecialTypes.PPR1)),
    PROFILE_KEYS(Protection.PROFILE_KEYS.order(false)),
    TWICE(OrderSpec.of(SpecialTypes.TWICE)),
    ONE_KEY(OrderSpec.of(SpecialTypes.ONE_KEY)),
    BY_EID(OrderSpec.of(TryOutStock.TYPE).found()),
    FOR_ANOTHER(OrderSpec.of(TryOutStock.TYPE).linked());

    private final OrderSpec spec;

    Ordered(OrderSpec spec) {
      this.spec = spec;
    }

    OrderSpec spec() {
      return spec;
    }
  }

  /** What happens before the device does what it has left for later. */
  enum Meanwhile {
    NOTHING,
    /** The same card comes again, and its user says no. */
    USER_SAYS_NO
  }

  static List<QuirkRow> all() {
    try (var file = QuirkRow.class.getResourceAsStream("quirks.yaml")) {
      return List.of(YAML.readValue(file, QuirkRow[].class));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The usual device with the quirk. */
  DeviceDescription description() {
    try {
      var usual = (ObjectNode) YAML.readTree(USUAL);
      YAML.readTree(yaml).properties().forEach(section -> {
        if (usual.get(section.getKey()) instanceof ObjectNode known) {
          known.setAll((ObjectNode) section.getValue());
        } else {
          usual.set(section.getKey(), section.getValue());
        }
      });
      return DeviceDescription.read(new StringReader(YAML.writeValueAsString(usual)), quirk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  OrderSpec spec() {
    return order.orElse(Ordered.PLAIN).spec();
  }

  /** The same failure at another command; only some packages replace their keys. */
  QuirkRow failingAt(String command) {
    return new QuirkRow(
        part,
        quirk,
        yaml.replace("load-profile-elements", command),
        Optional.of(Ordered.PROFILE_KEYS),
        meanwhile,
        device,
        server,
        tells);
  }

  boolean ofAnother() {
    return order.filter(Ordered.FOR_ANOTHER::equals).isPresent();
  }

  @Override
  public String toString() {
    return part + ": " + quirk;
  }
}

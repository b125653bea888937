package org.opensmdp.simulator.uicc;

import static org.opensmdp.simulator.uicc.ElementFault.require;
import static org.opensmdp.simulator.uicc.ElementFault.required;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.opensmdp.profile.Node;
import org.opensmdp.rsp.Bytes;

/** securityDomain, application and rfm: taken by their structure; code is not run here. */
final class DomainsCheck {
  private static final int AID = 0x4F;
  private static final int INSTANCE = 0xA1;
  private static final int KEY_LIST = 0xA2;
  private static final int PRIVILEGES = 0x82;
  private static final int PARAMETERS = 0xC9;
  private static final int USAGE = 0x95;
  private static final int KEY_ID = 0x82;
  private static final int KEY_VERSION = 0x83;
  private static final int KEY_TYPE = 0x80;
  private static final int KEY_DATA = 0x86;
  private static final int SEQUENCE = 0x30;
  private static final int LOAD_BLOCK = 0xA1;
  private static final int LOAD_FILE = 0xC4;
  private static final int INSTANCES = 0xA2;
  private static final int SECURITY_LEVEL = 0x81;
  private static final int ACCESS_DOMAIN = 0x04;
  private static final int AIDS_OF_INSTANCE = 3;
  private static final Map<Integer, Set<Integer>> KEY_SIZES =
      Map.of(0x80, Set.of(8, 16, 24), 0x82, Set.of(16, 24), 0x88, Set.of(16, 24, 32));

  private final CreatedFiles created;
  private final CardAbilities card;
  private final Set<Bytes> instances = new HashSet<>();
  private final Set<Bytes> domains = new HashSet<>();

  DomainsCheck(CreatedFiles created, CardAbilities card) {
    this.created = created;
    this.card = card;
  }

  void securityDomain(Node element) throws ElementFault {
    domains.add(instance(required(element, INSTANCE)));
    var keys = element.member(KEY_LIST);
    if (keys.isPresent()) {
      var named = new HashSet<Bytes>();
      for (var key : keys.get().members()) {
        require(named.add(key(key)), key, ElementStatus.INVALID_PARAMETER);
      }
    }
  }

  /** Returns the AID of a new instance. */
  private Bytes instance(Node instance) throws ElementFault {
    var aids = instance.members(AID);
    boolean complete = aids.size() >= AIDS_OF_INSTANCE;
    require(complete, instance, ElementStatus.INVALID_REQUEST_FORMAT);
    for (var aid : aids) {
      aid(aid);
    }
    required(instance, PRIVILEGES);
    required(instance, PARAMETERS);
    var own = aids.get(AIDS_OF_INSTANCE - 1);
    require(instances.add(own.value()), own, ElementStatus.INVALID_PARAMETER);
    return own.value();
  }

  private static void aid(Node aid) throws ElementFault {
    int octets = aid.value().size();
    require(octets >= 5 && octets <= 16, aid, ElementStatus.BAD_VALUES);
  }

  /** Returns version and identifier. */
  private static Bytes key(Node key) throws ElementFault {
    required(key, USAGE);
    var identifier = required(key, KEY_ID);
    var version = required(key, KEY_VERSION);
    require(identifier.value().size() == 1, identifier, ElementStatus.BAD_VALUES);
    require(version.value().size() == 1, version, ElementStatus.BAD_VALUES);
    for (var component : required(key, SEQUENCE).members()) {
      int type = required(component, KEY_TYPE).integer("keyType") & 0xFF;
      var data = required(component, KEY_DATA);
      var sizes = KEY_SIZES.getOrDefault(type, Set.of(data.value().size()));
      require(sizes.contains(data.value().size()), data, ElementStatus.BAD_VALUES);
    }
    return Bytes.concat(version.value(), identifier.value());
  }

  /** Code needs a runtime, and whoever uses a security domain needs it made before. */
  void application(Node element) throws ElementFault {
    var load = element.member(LOAD_BLOCK);
    if (load.isPresent()) {
      boolean runtime = card.has(CardAbilities.JAVACARD) || card.has(CardAbilities.MULTOS);
      require(runtime, load.get(), ElementStatus.RUNTIME_NOT_SUPPORTED);
      aid(required(load.get(), AID));
      required(load.get(), LOAD_FILE);
      domain(load.get(), 1);
    }
    var list = element.member(INSTANCES);
    if (list.isPresent()) {
      for (var instance : list.get().members()) {
        instance(instance);
        domain(instance, AIDS_OF_INSTANCE);
      }
    }
  }

  void rfm(Node element) throws ElementFault {
    aid(required(element, AID));
    var own = required(element, AID);
    require(instances.add(own.value()), own, ElementStatus.INVALID_PARAMETER);
    domain(element, 1);
    var level = required(element, SECURITY_LEVEL);
    require(level.value().size() == 1, level, ElementStatus.BAD_VALUES);
    boolean domains = element.members(ACCESS_DOMAIN).size() == 2;
    require(domains, element, ElementStatus.INVALID_REQUEST_FORMAT);
    var adf = element.member(SEQUENCE);
    if (adf.isPresent()) {
      var aid = required(adf.get(), 0x80);
      require(created.hasApplication(aid.value()), aid, ElementStatus.INVALID_PARAMETER);
    }
  }

  /** The AID behind the element's own is that of its security domain; without one it is the first. */
  private void domain(Node element, int position) throws ElementFault {
    var aids = element.members(AID);
    boolean there =
        aids.size() > position ? domains.contains(aids.get(position).value()) : !domains.isEmpty();
    require(there, element, ElementStatus.INVALID_PARAMETER);
  }
}

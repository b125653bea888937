package org.opensmdp.simulator.uicc;

import static org.opensmdp.simulator.uicc.ElementFault.require;
import static org.opensmdp.simulator.uicc.ElementFault.required;

import org.opensmdp.profile.KnownKeys;
import org.opensmdp.profile.Node;
import org.opensmdp.rsp.Bytes;

/** akaParameter and cdmaParameter: algorithms the card has, members of the sizes they take. */
final class AkaCheck {
  private static final int CONFIGURATION = 0xA1;
  private static final int MAPPING = 0xA0;
  private static final int MAPPING_SOURCE = 0x81;
  private static final int ALGORITHM = 0xA1;
  private static final int ALGORITHM_ID = 0x80;
  private static final int OPTIONS = 0x81;
  private static final int KEY = 0x82;
  private static final int OPC = 0x83;
  private static final int ROTATIONS = 0x84;
  private static final int XORINGS = 0x85;
  private static final int COUNTER = 0x86;
  private static final int KECCAK = 0x87;
  private static final int SQN_OPTIONS = 0x82;
  private static final int SQN_DELTA = 0x83;
  private static final int SQN_AGE_LIMIT = 0x84;
  private static final int SQN_INIT = 0xA5;
  private static final int SQN_COUNT = 32;
  private static final int SQN_OCTETS = 6;
  private static final int SQN_FIRST_OCTET = 0x07;
  private static final int CDMA_KEY = 0x81;
  private static final int MILENAGE = 1;
  private static final int TUAK = 2;
  private static final int TEST = 3;

  private final CreatedFiles created;
  private final CardAbilities card;
  private boolean operationalKey;
  private boolean testKey;

  AkaCheck(CreatedFiles created, CardAbilities card) {
    this.created = created;
    this.card = card;
  }

  /** Whether an application authenticates with a key that nobody knows. */
  boolean hasOperationalKey() {
    return operationalKey;
  }

  /** Whether an application authenticates with a key that everybody knows. */
  boolean hasTestKey() {
    return testKey;
  }

  void aka(Node element) throws ElementFault {
    var configuration = required(element, CONFIGURATION);
    var mapping = configuration.member(MAPPING);
    if (mapping.isPresent()) {
      var source = required(mapping.get(), MAPPING_SOURCE);
      boolean there = created.hasApplication(source.value());
      require(there, source, ElementStatus.INVALID_PARAMETER);
    } else {
      algorithm(required(configuration, ALGORITHM));
    }
    sequenceNumbers(element);
  }

  private void algorithm(Node algorithm) throws ElementFault {
    int id = required(algorithm, ALGORITHM_ID).integer("algorithmID");
    sized(algorithm, OPTIONS, 1);
    required(algorithm, OPTIONS);
    var key = required(algorithm, KEY);
    var opc = required(algorithm, OPC);
    supported(algorithm, id, key.value().size());
    boolean keySize = key.value().size() == 16 || (id == TUAK && key.value().size() == 32);
    require(keySize, key, ElementStatus.BAD_VALUES);
    boolean opcSize = id == TEST || opc.value().size() == (id == TUAK ? 32 : 16);
    require(opcSize, opc, ElementStatus.BAD_VALUES);
    constants(algorithm);
    remember(id, key.value());
  }

  private void supported(Node algorithm, int id, int keyOctets) throws ElementFault {
    int capability = switch (id) {
      case MILENAGE -> CardAbilities.MILENAGE;
      case TUAK -> keyOctets == 32 ? CardAbilities.TUAK256 : CardAbilities.TUAK128;
      case TEST -> CardAbilities.USIM_TEST_ALGORITHM;
      default -> throw ElementFault.at(algorithm, ElementStatus.FEATURE_NOT_SUPPORTED);
    };
    if (!card.has(capability)) {
      throw ElementFault.at(algorithm, ElementStatus.FEATURE_NOT_SUPPORTED, capability);
    }
  }

  private static void constants(Node algorithm) throws ElementFault {
    sized(algorithm, ROTATIONS, 5);
    sized(algorithm, XORINGS, 80);
    sized(algorithm, COUNTER, 3);
    var keccak = algorithm.member(KECCAK);
    if (keccak.isPresent()) {
      int iterations = keccak.get().integer("numberOfKeccak");
      require(iterations >= 1 && iterations <= 0xFF, keccak.get(), ElementStatus.BAD_VALUES);
    }
  }

  /** A key of the test algorithm is a test key, whatever it is. */
  private void remember(int id, Bytes key) {
    boolean known = id == TEST || KnownKeys.contains(key) || isSmall(key);
    testKey |= known;
    operationalKey |= !known;
  }

  /** All but the last octet zero. */
  private static boolean isSmall(Bytes key) {
    return key.slice(0, key.size() - 1).equals(Bytes.wrap(new byte[key.size() - 1]));
  }

  private static void sequenceNumbers(Node element) throws ElementFault {
    sized(element, SQN_OPTIONS, 1);
    sized(element, SQN_DELTA, SQN_OCTETS);
    sized(element, SQN_AGE_LIMIT, SQN_OCTETS);
    var init = element.member(SQN_INIT);
    if (init.isPresent()) {
      boolean all = init.get().members().size() == SQN_COUNT;
      require(all, init.get(), ElementStatus.BAD_VALUES);
      for (var number : init.get().members()) {
        boolean right =
            number.value().size() == SQN_OCTETS && number.value().at(0) <= SQN_FIRST_OCTET;
        require(right, number, ElementStatus.BAD_VALUES);
      }
    }
  }

  private static void sized(Node parent, int tag, int octets) throws ElementFault {
    var member = parent.member(tag);
    if (member.isPresent()) {
      boolean right = member.get().value().size() == octets;
      require(right, member.get(), ElementStatus.BAD_VALUES);
    }
  }

  void cdma(Node element) throws ElementFault {
    if (!card.has(CardAbilities.CAVE)) {
      throw ElementFault.at(element, ElementStatus.FEATURE_NOT_SUPPORTED, CardAbilities.CAVE);
    }
    var key = required(element, CDMA_KEY);
    require(key.value().size() == 8, key, ElementStatus.BAD_VALUES);
  }
}

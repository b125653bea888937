package org.opensmdp.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Secret;

/**
 * What an application authenticates with: an akaParameter that carries its own algorithm parameters,
 * its defaults filled in (TCA eUICC Profile Package, PE-AKAParameter). Read by the side that plays the
 * card; the server has no use for keys in the clear.
 *
 * <p>algorithmOptions and sqnOptions are carried as they are: their bits are not in the ASN.1.
 *
 * @param application the application created last before it, usim or isim as a rule
 * @param key K, 16 or 32 octets
 * @param opc OPc, or TOPc of TUAK
 * @param rotations r1 to r5, one octet each
 * @param xorings c1 to c5, 16 octets each
 * @param sqnDelta how far a sequence number may lie ahead of the highest, 6 octets
 * @param sqnAgeLimit how far it may lie behind the highest, 6 octets
 * @param sqnInit 32 sequence numbers of 6 octets, without the index in their low bits
 */
public record AuthenticationParameters(
    ProfileElementType application,
    AkaAlgorithm algorithm,
    Secret key,
    Secret opc,
    Bytes rotations,
    Bytes xorings,
    int keccakIterations,
    Bytes sqnDelta,
    Bytes sqnAgeLimit,
    List<Bytes> sqnInit) {
  private static final int SEQUENCE_NUMBERS = 32;
  private static final int SEQUENCE_NUMBER_OCTETS = 6;
  private static final Bytes ROTATIONS = Bytes.fromHex("4000204060");
  private static final Bytes XORINGS = Bytes.fromHex("00".repeat(31) + "01" + "00".repeat(15) + "02"
      + "00".repeat(15) + "04" + "00".repeat(15) + "08");
  private static final Bytes DISTANCE = Bytes.fromHex("000010000000");
  private static final Bytes ZERO = Bytes.fromHex("000000000000");

  public AuthenticationParameters {
    sqnInit = List.copyOf(sqnInit);
  }

  /**
   * Returns the parameters of every application that has its own, in the order of the package.
   *
   * @throws InvalidMessage naming element and member if one has another size than the ASN.1 says
   */
  public static List<AuthenticationParameters> all(ProfilePackage upp) {
    var all = new ArrayList<AuthenticationParameters>();
    var application = ProfileElementType.MF;
    for (var element : upp.located()) {
      application = createsApplication(element.type()) ? element.type() : application;
      if (element.type() == ProfileElementType.AKA_PARAMETER) {
        of(application, element).ifPresent(all::add);
      }
    }
    return List.copyOf(all);
  }

  private static boolean createsApplication(ProfileElementType type) {
    return type == ProfileElementType.USIM
        || type == ProfileElementType.ISIM
        || type == ProfileElementType.CSIM
        || type == ProfileElementType.IOT;
  }

  private static Optional<AuthenticationParameters> of(
      ProfileElementType application, Located element) {
    return element
        .node()
        .required(element.path(), AkaParameter.ALGO_CONFIGURATION, "algoConfiguration")
        .member(AkaParameter.ALGO_PARAMETER)
        .map(algo -> new Reader(element).read(application, algo));
  }

  /** Reads one element; says in which member a size is wrong. */
  private record Reader(Located element) {
    AuthenticationParameters read(ProfileElementType application, Node algo) {
      var path = element.path() + ".algoParameter";
      return new AuthenticationParameters(
          application,
          AkaAlgorithm.of(algo.required(path, 0x80, "algorithmID").integer(path + ".algorithmID")),
          Secret.of(algo.required(path, 0x82, "key").value()),
          Secret.of(algo.required(path, 0x83, "opc").value()),
          sized(algo, 0x84, "rotationConstants", ROTATIONS),
          sized(algo, 0x85, "xoringConstants", XORINGS),
          algo.member(0x87).map(n -> n.integer(path + ".numberOfKeccak")).orElse(1),
          sized(element.node(), 0x83, "sqnDelta", DISTANCE),
          sized(element.node(), 0x84, "sqnAgeLimit", DISTANCE),
          sqnInit());
    }

    private Bytes sized(Node parent, int tag, String name, Bytes otherwise) {
      return parent
          .member(tag)
          .map(node -> checked(name, node, otherwise.size()))
          .orElse(otherwise);
    }

    private Bytes checked(String name, Node node, int size) {
      if (node.value().size() != size) {
        throw new InvalidMessage("%s.%s: %d octets (expected: %d)"
            .formatted(element.path(), name, node.value().size(), size));
      }
      return node.value();
    }

    private List<Bytes> sqnInit() {
      return element
          .node()
          .member(0xA5)
          .map(this::sqnInit)
          .orElseGet(
              () -> IntStream.range(0, SEQUENCE_NUMBERS).mapToObj(i -> ZERO).toList());
    }

    private List<Bytes> sqnInit(Node list) {
      if (list.members().size() != SEQUENCE_NUMBERS) {
        throw new InvalidMessage("%s.sqnInit: %d numbers (expected: %d)"
            .formatted(element.path(), list.members().size(), SEQUENCE_NUMBERS));
      }
      return list.members().stream()
          .map(number -> checked("sqnInit", number, SEQUENCE_NUMBER_OCTETS))
          .toList();
    }
  }
}

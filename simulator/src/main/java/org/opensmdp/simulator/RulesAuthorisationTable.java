package org.opensmdp.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.ProfileOwner;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TlvReader;

/**
 * Which operators may put which policy rules on an eUICC; written when it is made (SGP.22 v2 §2.9.2).
 *
 * <pre>
 * RulesAuthorisationTable ::= SEQUENCE OF ProfilePolicyAuthorisationRule
 * ProfilePolicyAuthorisationRule ::= SEQUENCE {
 *     pprIds           PprIds,
 *     allowedOperators SEQUENCE OF OperatorId,
 *     pprFlags         BIT STRING {consentRequired(0)} }
 * </pre>
 */
public record RulesAuthorisationTable(List<Rule> rules) {
  /** Without a rule no policy rule is allowed to anybody. */
  public static final RulesAuthorisationTable EMPTY = new RulesAuthorisationTable(List.of());

  private static final String PATH = "RulesAuthorisationTable";
  private static final int MOST_PPR = 8;
  private static final int CONSENT_REQUIRED = 0;
  private static final char ANY_DIGIT = 'E';

  public RulesAuthorisationTable {
    rules = List.copyOf(rules);
  }

  /**
   * One row.
   *
   * @param pprIds bits of PprIds: 1 is PPR1, 2 is PPR2
   * @param allowedOperators a nibble E of mccMnc stands for any digit; without gid1 or gid2, or with
   *     an empty one, it is not looked at
   * @param consentRequired whether the LPA has to ask the user
   */
  public record Rule(
      List<Integer> pprIds, List<ProfileOwner> allowedOperators, boolean consentRequired) {
    public Rule {
      pprIds = List.copyOf(pprIds);
      allowedOperators = List.copyOf(allowedOperators);
    }

    private boolean allows(int pprId, ProfileOwner owner) {
      return pprIds.contains(pprId)
          && allowedOperators.stream().anyMatch(allowed -> matches(allowed, owner));
    }

    private Bytes der() {
      return Der.sequence(
          Der.namedBits(0x80, pprIds.stream().mapToInt(Integer::intValue).toArray()),
          Der.tlv(
              0xA1,
              allowedOperators.stream()
                  .map(operator -> operator.toDer(0x30))
                  .toArray(Bytes[]::new)),
          consentRequired ? Der.namedBits(0x82, CONSENT_REQUIRED) : Der.namedBits(0x82));
    }
  }

  /** Returns the table most cards have: every operator may use PPR1 and PPR2, nobody is asked. */
  public static RulesAuthorisationTable permissive() {
    var anybody = new ProfileOwner(Bytes.fromHex("EEEEEE"), Optional.empty(), Optional.empty());
    return new RulesAuthorisationTable(List.of(new Rule(List.of(1, 2), List.of(anybody), false)));
  }

  /**
   * Reads the TLV that {@link #der} writes.
   *
   * @throws InvalidMessage if it is none
   */
  public static RulesAuthorisationTable parse(Bytes octets) {
    var list = Tlv.parse(PATH, 0xA0, octets).members(PATH);
    var rules = new ArrayList<Rule>();
    while (list.hasNext()) {
      rules.add(rule(list.enter(0x30, "ProfilePolicyAuthorisationRule")));
    }
    return new RulesAuthorisationTable(rules);
  }

  private static Rule rule(TlvReader members) {
    var pprIds = members.bits(0x80, "pprIds");
    var operators = new ArrayList<ProfileOwner>();
    var list = members.enter(0xA1, "allowedOperators");
    while (list.hasNext()) {
      operators.add(ProfileOwner.from(list.enter(0x30, "OperatorId")));
    }
    var flags = members.bits(0x82, "pprFlags");
    return new Rule(
        IntStream.range(0, MOST_PPR).filter(bit -> Der.bit(pprIds, bit)).boxed().toList(),
        operators,
        Der.bit(flags, CONSENT_REQUIRED));
  }

  /** Whether a profile of this owner may carry the rule; one without owner may carry none. */
  boolean allows(int pprId, Optional<ProfileOwner> owner) {
    return owner.isPresent() && rules.stream().anyMatch(rule -> rule.allows(pprId, owner.get()));
  }

  /** Returns the SEQUENCE OF under the tag A0, as GetRAT answers it. */
  public Bytes der() {
    return Der.tlv(0xA0, rules.stream().map(Rule::der).toArray(Bytes[]::new));
  }

  private static boolean matches(ProfileOwner allowed, ProfileOwner owner) {
    return digitsMatch(allowed.mccMnc().toString(), owner.mccMnc().toString())
        && groupMatches(allowed.gid1(), owner.gid1())
        && groupMatches(allowed.gid2(), owner.gid2());
  }

  private static boolean digitsMatch(String allowed, String digits) {
    return IntStream.range(0, allowed.length())
        .allMatch(at -> allowed.charAt(at) == ANY_DIGIT || allowed.charAt(at) == digits.charAt(at));
  }

  private static boolean groupMatches(Optional<Bytes> allowed, Optional<Bytes> group) {
    return allowed.filter(octets -> !octets.isEmpty()).isEmpty() || allowed.equals(group);
  }
}

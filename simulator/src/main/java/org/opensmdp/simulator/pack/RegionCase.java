package org.opensmdp.simulator.pack;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a region has that goes wrong in servers that were tried at home only. */
public enum RegionCase {
  /** Network codes of two and of three digits in one country code. */
  MIXED_NETWORK_CODES(1),
  /** An operator on the network of another, told apart by GID1 or by its name. */
  VIRTUAL_OPERATOR(2),
  /** ICCIDs of one country, IMSIs of another. */
  TRAVEL_PLAN(3),
  /** ICCIDs of 19 and of 20 digits. */
  BOTH_ICCID_LENGTHS(4),
  /** An operator with several networks, as after a merger. */
  MERGED_OPERATOR(5),
  /** Names beyond ASCII. */
  UTF_8_NAMES(6),
  /** A time zone and busy hours. */
  LOCAL_TIME(7),
  /** Rules of authorities at activation. */
  ACTIVATION_RULES(8);

  private static final int ASCII = 0x7F;

  private final int number;

  RegionCase(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** Returns whether the pack has it. */
  public boolean in(RegionPack pack) {
    return switch (this) {
      case MIXED_NETWORK_CODES -> mixed(networks(pack));
      case VIRTUAL_OPERATOR -> any(pack, operator -> guest(pack, operator));
      case TRAVEL_PLAN -> any(pack, PackOperator::foreignIin);
      case BOTH_ICCID_LENGTHS -> hasIccidsOf(19, pack) && hasIccidsOf(20, pack);
      case MERGED_OPERATOR -> any(pack, operator -> operator.networks().size() > 1);
      case UTF_8_NAMES -> any(pack, RegionCase::beyondAscii);
      case LOCAL_TIME ->
        !pack.timeZone().getId().equals("UTC") && !pack.busyHours().isEmpty();
      case ACTIVATION_RULES -> !pack.rules().orElse(List.of()).isEmpty();
    };
  }

  private static boolean mixed(List<Network> networks) {
    return networks.stream()
        .anyMatch(one -> networks.stream()
            .anyMatch(other -> one.mcc().equals(other.mcc())
                && one.mnc().length() != other.mnc().length()));
  }

  private static boolean guest(RegionPack pack, PackOperator operator) {
    return operator.tells().isPresent()
        && any(
            pack,
            host -> operator.mvnoOf().equals(Optional.of(host.name()))
                && host.networks().containsAll(operator.networks()));
  }

  private static boolean hasIccidsOf(int digits, RegionPack pack) {
    return any(pack, operator -> operator.iccidDigits().orElse(List.of(19)).contains(digits));
  }

  private static boolean beyondAscii(PackOperator operator) {
    return (operator.provider() + operator.profileName())
        .chars()
        .anyMatch(character -> character > ASCII);
  }

  private static List<Network> networks(RegionPack pack) {
    return pack.operators().stream()
        .flatMap(operator -> operator.networks().stream())
        .toList();
  }

  private static boolean any(RegionPack pack, Predicate<PackOperator> holds) {
    return pack.operators().stream().anyMatch(holds);
  }
}

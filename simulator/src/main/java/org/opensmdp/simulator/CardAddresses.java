package org.opensmdp.simulator;

import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.HostName;
import org.opensmdp.rsp.Tlv;

/**
 * ES10a, what an LPA is told to ask without an activation code (SGP.22 v2 §5.7.3, §5.7.4).
 *
 * <pre>
 * EuiccConfiguredAddressesResponse ::= [60] SEQUENCE { -- Tag 'BF3C'
 *     defaultDpAddress UTF8String OPTIONAL,
 *     rootDsAddress    UTF8String }
 * SetDefaultDpAddressRequest ::= [63] SEQUENCE { -- Tag 'BF3F'
 *     defaultDpAddress UTF8String }
 * </pre>
 */
final class CardAddresses {
  private static final int OK = 0;
  private static final int UNDEFINED = 127;

  private final EuiccProfile.Addresses delivered;
  private Optional<String> defaultDp;

  CardAddresses(EuiccProfile.Addresses delivered) {
    this.delivered = delivered;
    this.defaultDp = delivered.defaultDp();
  }

  Optional<String> defaultDp() {
    return defaultDp;
  }

  void defaultDp(Optional<String> address) {
    defaultDp = address;
  }

  /** Takes the address it was delivered with; false if that is the one it has. */
  boolean reset() {
    boolean changed = !defaultDp.equals(delivered.defaultDp());
    defaultDp = delivered.defaultDp();
    return changed;
  }

  Bytes configuredAddresses() {
    return Der.tlv(
        0xBF3C,
        defaultDp.map(address -> Der.utf8(0x80, address)).orElse(Bytes.EMPTY),
        Der.utf8(0x81, delivered.rootDs()));
  }

  /** An empty address clears it; one that is no host name is refused with undefinedError. */
  Bytes setDefaultDpAddress(Tlv request) {
    var members = request.members("SetDefaultDpAddressRequest");
    String address = members.utf8(0x80, "defaultDpAddress");
    members.end();
    boolean taken = address.isEmpty() || HostName.holds(address);
    if (taken) {
      defaultDp = Optional.of(address).filter(text -> !text.isEmpty());
    }
    return Der.tlv(0xBF3F, Der.integer(0x80, taken ? OK : UNDEFINED));
  }
}

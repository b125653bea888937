package org.opensmdp.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Tlv;

/**
 * ES10c, what an LPA does with the profiles of an eUICC (SGP.22 v2 §5.7.16 to §5.7.21). A change of the
 * enabled profile with refreshFlag leaves a REFRESH for the terminal to fetch; until it is fetched a
 * further one finds the toolkit busy.
 *
 * <pre>
 * EnableProfileRequest ::= [49] SEQUENCE { -- Tag 'BF31', and 'BF32' of DisableProfile
 *     profileIdentifier CHOICE { isdpAid 4F, iccid 5A }, -- A0 stands around the choice
 *     refreshFlag       BOOLEAN }
 * DeleteProfileRequest ::= [51] CHOICE { isdpAid 4F, iccid 5A } -- Tag 'BF33'
 * EuiccMemoryResetRequest ::= [52] SEQUENCE { -- Tag 'BF34'
 *     resetOptions [2] BIT STRING { deleteOperationalProfiles(0),
 *         deleteFieldLoadedTestProfiles(1), resetDefaultSmdpAddress(2) } }
 * SetNicknameRequest ::= [41] SEQUENCE { -- Tag 'BF29'
 *     iccid           Iccid,
 *     profileNickname [16] UTF8String (SIZE(0..64)) }
 * </pre>
 */
final class ProfileFunctions {
  private static final int OK = 0;
  private static final int ICCID_NOT_FOUND = 1;
  private static final int NOTHING_TO_DELETE = 1;
  private static final int CAT_BUSY = 5;
  private static final int UNDEFINED = 127;
  private static final int LONGEST_NICKNAME = 64;
  private static final int OPERATIONAL_PROFILES = 0;
  private static final int TEST_PROFILES = 1;
  private static final int DEFAULT_DP_ADDRESS = 2;

  private final CardProfiles profiles;
  private final CardAddresses addresses;
  private final boolean lenient;
  private final BooleanSupplier busy;
  private boolean refreshPending;

  /** @param busy whether the toolkit is at work for another reason than a REFRESH */
  ProfileFunctions(
      CardProfiles profiles, CardAddresses addresses, boolean lenient, BooleanSupplier busy) {
    this.busy = busy;
    this.profiles = profiles;
    this.addresses = addresses;
    this.lenient = lenient;
  }

  boolean refreshPending() {
    return refreshPending;
  }

  void refreshed() {
    refreshPending = false;
  }

  Bytes enable(Tlv request) {
    return change(request, profiles::enable);
  }

  Bytes disable(Tlv request) {
    return change(request, profiles::disable);
  }

  private Bytes change(Tlv request, Function<ProfileIdentifier, ProfileManagementResult> change) {
    var members = request.members("profile management");
    var choice = members.enter(0xA0, "profileIdentifier");
    var identifier = ProfileIdentifier.from(choice.next(), lenient);
    choice.end();
    boolean refresh = Der.boolValue("refreshFlag", members.next(0x81, "refreshFlag"));
    members.end();
    if (busy.getAsBoolean() || (refresh && refreshPending)) {
      return result(request.tag(), CAT_BUSY);
    }
    var result = change.apply(identifier);
    refreshPending |= refresh && result == ProfileManagementResult.OK;
    return result(request.tag(), result.code());
  }

  Bytes delete(Tlv request) {
    var members = request.members("DeleteProfileRequest");
    var identifier = ProfileIdentifier.from(members.next(), lenient);
    members.end();
    return result(request.tag(), profiles.delete(identifier).code());
  }

  Bytes setNickname(Tlv request) {
    var members = request.members("SetNicknameRequest");
    var identifier = ProfileIdentifier.iccid(members.next(0x5A, "iccid"), lenient);
    String nickname = members.utf8(0x90, "profileNickname");
    members.end();
    if (nickname.getBytes(UTF_8).length > LONGEST_NICKNAME) {
      return result(request.tag(), UNDEFINED);
    }
    return result(request.tag(), profiles.call(identifier, nickname) ? OK : ICCID_NOT_FOUND);
  }

  /** Profiles go whatever their state and their policy rules; each tells those who want to know. */
  Bytes memoryReset(Tlv request) {
    var members = request.members("EuiccMemoryResetRequest");
    var options = members.bits(0x82, "resetOptions");
    members.end();
    if (busy.getAsBoolean() || refreshPending) {
      return result(request.tag(), CAT_BUSY);
    }
    var deleted = profiles.deleteAll(chosenBy(options));
    boolean readdressed = Der.bit(options, DEFAULT_DP_ADDRESS) && addresses.reset();
    refreshPending = deleted.stream().anyMatch(InstalledProfile::enabled);
    return result(request.tag(), deleted.isEmpty() && !readdressed ? NOTHING_TO_DELETE : OK);
  }

  private static Predicate<InstalledProfile> chosenBy(Bytes options) {
    return profile -> switch (profile.metadata().profileClass()) {
      case OPERATIONAL -> Der.bit(options, OPERATIONAL_PROFILES);
      case TEST -> Der.bit(options, TEST_PROFILES);
      case PROVISIONING -> false;
    };
  }

  private static Bytes result(int tag, int code) {
    return Der.tlv(tag, Der.integer(0x80, code));
  }
}

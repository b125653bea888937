package org.opensmdp.simulator;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.StoreMetadataRequest;

/** The profiles of an eUICC and what may be done with them (SGP.22 v2 §2.9, §5.7.16 to §5.7.18). */
final class CardProfiles {
  private static final int PPR1_NO_DISABLE = 1;
  private static final int PPR2_NO_DELETE = 2;
  private static final int FIRST_ISDP = 0x10; // those below are reserved

  private final Map<Iccid, Installed> installed = new LinkedHashMap<>();
  private final Map<Iccid, Usim> usims = new HashMap<>();
  private final CardNotifications notifications;
  private int nextIsdp = FIRST_ISDP;

  /** A profile, and the certificate of the session that installed it, which signs for it later. */
  private record Installed(InstalledProfile profile, EuiccIdentity identity) {
    Installed with(boolean enabled) {
      return new Installed(profile.with(enabled), identity);
    }
  }

  CardProfiles(CardNotifications notifications) {
    this.notifications = notifications;
  }

  List<InstalledProfile> all() {
    return installed.values().stream().map(Installed::profile).toList();
  }

  boolean contains(Iccid iccid) {
    return installed.containsKey(iccid);
  }

  boolean hasOperational() {
    return all().stream()
        .anyMatch(one -> one.metadata().profileClass() == ProfileClass.OPERATIONAL);
  }

  int octets() {
    return all().stream()
        .mapToInt(one -> one.unprotectedProfilePackage().size())
        .sum();
  }

  /** Adds a profile, disabled, and returns the AID of its new ISD-P. */
  Bytes add(StoreMetadataRequest metadata, Bytes profilePackage, EuiccIdentity identity) {
    var aid = Bytes.fromHex("A0000005591010FFFFFFFF8900%04X00".formatted(nextIsdp++));
    var profile = new InstalledProfile(metadata.iccid(), aid, metadata, profilePackage, false);
    installed.put(metadata.iccid(), new Installed(profile, identity));
    return aid;
  }

  ProfileManagementResult enable(Iccid iccid) {
    if (!installed.containsKey(iccid)) {
      return ProfileManagementResult.NOT_FOUND;
    }
    if (isEnabled(iccid)) {
      return ProfileManagementResult.WRONG_STATE;
    }
    var before = all().stream().filter(InstalledProfile::enabled).findFirst();
    if (before.isPresent() && rule(before.get(), PPR1_NO_DISABLE)) {
      return ProfileManagementResult.DISALLOWED_BY_POLICY;
    }
    before.ifPresent(profile -> change(profile.iccid(), false, NotificationEvent.DISABLE));
    change(iccid, true, NotificationEvent.ENABLE);
    return ProfileManagementResult.OK;
  }

  ProfileManagementResult disable(Iccid iccid) {
    var profile = find(iccid);
    if (profile.isEmpty()) {
      return ProfileManagementResult.NOT_FOUND;
    }
    if (!profile.get().enabled()) {
      return ProfileManagementResult.WRONG_STATE;
    }
    if (rule(profile.get(), PPR1_NO_DISABLE)) {
      return ProfileManagementResult.DISALLOWED_BY_POLICY;
    }
    change(iccid, false, NotificationEvent.DISABLE);
    return ProfileManagementResult.OK;
  }

  ProfileManagementResult delete(Iccid iccid) {
    var profile = find(iccid);
    if (profile.isEmpty()) {
      return ProfileManagementResult.NOT_FOUND;
    }
    if (profile.get().enabled()) {
      return ProfileManagementResult.WRONG_STATE;
    }
    if (rule(profile.get(), PPR2_NO_DELETE)) {
      return ProfileManagementResult.DISALLOWED_BY_POLICY;
    }
    change(iccid, false, NotificationEvent.DELETE);
    installed.remove(iccid);
    usims.remove(iccid);
    return ProfileManagementResult.OK;
  }

  /**
   * Has the USIM of the enabled profile answer a challenge.
   *
   * @throws CardRefusal if no profile is enabled, or it has no USIM that can
   */
  AkaAnswer authenticate(Bytes rand, Bytes autn) {
    var enabled = all().stream().filter(InstalledProfile::enabled).findFirst();
    var profile = enabled.orElseThrow(
        () -> new CardRefusal(CardRefusal.CONDITIONS_NOT_SATISFIED, "no profile is enabled"));
    return usims
        .computeIfAbsent(profile.iccid(), iccid -> Usim.of(profile.unprotectedProfilePackage()))
        .authenticate(rand, autn);
  }

  private Optional<InstalledProfile> find(Iccid iccid) {
    return Optional.ofNullable(installed.get(iccid)).map(Installed::profile);
  }

  private boolean isEnabled(Iccid iccid) {
    return find(iccid).map(InstalledProfile::enabled).orElse(false);
  }

  private void change(Iccid iccid, boolean enabled, NotificationEvent event) {
    installed.computeIfPresent(iccid, (same, one) -> {
      notifications.event(event, one.profile.metadata(), one.identity, Optional.empty());
      return one.with(enabled);
    });
  }

  static boolean forbidsDisabling(StoreMetadataRequest metadata) {
    return rule(metadata, PPR1_NO_DISABLE);
  }

  private static boolean rule(InstalledProfile profile, int pprId) {
    return rule(profile.metadata(), pprId);
  }

  static boolean rule(StoreMetadataRequest metadata, int pprId) {
    return metadata.profilePolicyRules().map(rules -> Der.bit(rules, pprId)).orElse(false);
  }
}

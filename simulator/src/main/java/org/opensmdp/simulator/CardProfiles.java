package org.opensmdp.simulator;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.StoreMetadataRequest;

/** The profiles of an eUICC and what may be done with them (SGP.22 v2 §2.9, §5.7.16 to §5.7.19). */
final class CardProfiles {
  private static final int PPR1_NO_DISABLE = 1;
  private static final int PPR2_NO_DELETE = 2;
  private static final int FIRST_ISDP = 0x10; // those below are reserved

  private static final int LAST_ISDP = 0xFFFF;

  private final Map<Iccid, Installed> installed = new LinkedHashMap<>();
  private final Map<Iccid, Map<ProfileElementType, Usim>> usims = new HashMap<>();
  private final CardNotifications notifications;
  private Optional<Iccid> enabledBeforeTest = Optional.empty();

  /** A profile, and the certificate of the session that installed it, which signs for it later. */
  record Installed(InstalledProfile profile, EuiccIdentity identity) {
    Installed with(InstalledProfile changed) {
      return new Installed(changed, identity);
    }
  }

  CardProfiles(CardNotifications notifications) {
    this.notifications = notifications;
  }

  List<InstalledProfile> all() {
    return installed.values().stream().map(Installed::profile).toList();
  }

  List<Installed> installed() {
    return List.copyOf(installed.values());
  }

  Optional<Iccid> enabledBeforeTest() {
    return enabledBeforeTest;
  }

  /** Takes over the profiles of another card. */
  void restore(List<Installed> profiles, Optional<Iccid> beforeTest) {
    profiles.forEach(one -> installed.put(one.profile.iccid(), one));
    enabledBeforeTest = beforeTest;
  }

  boolean contains(Iccid iccid) {
    return installed.containsKey(iccid);
  }

  boolean hasOperational() {
    return all().stream()
        .anyMatch(one -> one.metadata().profileClass() == ProfileClass.OPERATIONAL);
  }

  int octets() {
    return all().stream().mapToInt(InstalledProfile::octets).sum();
  }

  /** Adds a profile, disabled, and returns the AID of its new ISD-P. */
  Bytes add(StoreMetadataRequest metadata, Bytes profilePackage, EuiccIdentity identity) {
    var aid = freeAid();
    var profile = new InstalledProfile(
        metadata.iccid(), aid, metadata, Optional.empty(), Optional.empty(), profilePackage, false);
    installed.put(metadata.iccid(), new Installed(profile, identity));
    return aid;
  }

  /** The lowest that is free, as after a deletion. */
  private Bytes freeAid() {
    var taken = all().stream().map(InstalledProfile::isdpAid).collect(Collectors.toSet());
    return IntStream.rangeClosed(FIRST_ISDP, LAST_ISDP)
        .mapToObj(number -> Bytes.fromHex("A0000005591010FFFFFFFF8900%04X00".formatted(number)))
        .filter(aid -> !taken.contains(aid))
        .findFirst()
        .orElseThrow();
  }

  /** Keeps with a profile what ConfigureISDP has said of it. */
  void configure(Iccid iccid, Optional<Bytes> dpProprietaryData) {
    installed.computeIfPresent(
        iccid, (same, one) -> one.with(one.profile.configured(dpProprietaryData)));
  }

  /** Gives a profile a name; an empty one takes it away. False if there is no such profile. */
  boolean call(ProfileIdentifier identifier, String nickname) {
    var profile = find(identifier);
    var name = Optional.of(nickname).filter(text -> !text.isEmpty());
    profile.ifPresent(found -> installed.computeIfPresent(
        found.iccid(), (same, one) -> one.with(one.profile.called(name))));
    return profile.isPresent();
  }

  ProfileManagementResult enable(ProfileIdentifier identifier) {
    var profile = find(identifier);
    if (profile.isEmpty()) {
      return ProfileManagementResult.NOT_FOUND;
    }
    if (profile.get().enabled()) {
      return ProfileManagementResult.WRONG_STATE;
    }
    var before = enabled();
    if (before.isPresent() && rule(before.get(), PPR1_NO_DISABLE)) {
      return ProfileManagementResult.DISALLOWED_BY_POLICY;
    }
    if (before.isPresent() && !mayFollow(profile.get(), before.get())) {
      return ProfileManagementResult.WRONG_PROFILE_REENABLING;
    }
    enable(profile.get(), before);
    return ProfileManagementResult.OK;
  }

  private void enable(InstalledProfile profile, Optional<InstalledProfile> before) {
    before.ifPresent(old -> change(old.iccid(), false, NotificationEvent.DISABLE));
    change(profile.iccid(), true, NotificationEvent.ENABLE);
    if (!isTest(profile)) {
      enabledBeforeTest = Optional.empty();
    } else if (before.isPresent() && !isTest(before.get())) {
      enabledBeforeTest = before.map(InstalledProfile::iccid);
    }
  }

  /** After a test profile the network is to find the profile again that it knew before. */
  private boolean mayFollow(InstalledProfile next, InstalledProfile before) {
    return !isTest(before)
        || isTest(next)
        || enabledBeforeTest.isEmpty()
        || enabledBeforeTest.get().equals(next.iccid());
  }

  ProfileManagementResult disable(ProfileIdentifier identifier) {
    var profile = find(identifier);
    if (profile.isEmpty()) {
      return ProfileManagementResult.NOT_FOUND;
    }
    if (!profile.get().enabled()) {
      return ProfileManagementResult.WRONG_STATE;
    }
    if (rule(profile.get(), PPR1_NO_DISABLE)) {
      return ProfileManagementResult.DISALLOWED_BY_POLICY;
    }
    change(profile.get().iccid(), false, NotificationEvent.DISABLE);
    enabledBeforeTest = Optional.empty();
    return ProfileManagementResult.OK;
  }

  ProfileManagementResult delete(ProfileIdentifier identifier) {
    var profile = find(identifier);
    if (profile.isEmpty()) {
      return ProfileManagementResult.NOT_FOUND;
    }
    if (profile.get().enabled()) {
      return ProfileManagementResult.WRONG_STATE;
    }
    if (rule(profile.get(), PPR2_NO_DELETE)) {
      return ProfileManagementResult.DISALLOWED_BY_POLICY;
    }
    remove(profile.get());
    return ProfileManagementResult.OK;
  }

  /** Deletes what a memory reset is to delete, whatever state and policy rules say. */
  List<InstalledProfile> deleteAll(Predicate<InstalledProfile> which) {
    var deleted = all().stream().filter(which).toList();
    deleted.forEach(this::remove);
    return deleted;
  }

  private void remove(InstalledProfile profile) {
    change(profile.iccid(), false, NotificationEvent.DELETE);
    installed.remove(profile.iccid());
    usims.remove(profile.iccid());
    enabledBeforeTest = enabledBeforeTest.filter(iccid -> !iccid.equals(profile.iccid()));
  }

  /**
   * Returns the application of the enabled profile with its key and its sequence numbers.
   *
   * @throws CardRefusal if no profile is enabled, or it has none with a key that is known here
   */
  Usim application(ProfileElementType type) {
    var profile = enabled()
        .orElseThrow(
            () -> new CardRefusal(CardRefusal.CONDITIONS_NOT_SATISFIED, "no profile is enabled"));
    return usims
        .computeIfAbsent(profile.iccid(), iccid -> new EnumMap<>(ProfileElementType.class))
        .computeIfAbsent(type, one -> Usim.of(one, profile.unprotectedProfilePackage()));
  }

  Optional<InstalledProfile> enabled() {
    return all().stream().filter(InstalledProfile::enabled).findFirst();
  }

  private Optional<InstalledProfile> find(ProfileIdentifier identifier) {
    return all().stream().filter(identifier::names).findFirst();
  }

  private static boolean isTest(InstalledProfile profile) {
    return profile.metadata().profileClass() == ProfileClass.TEST;
  }

  private void change(Iccid iccid, boolean enabled, NotificationEvent event) {
    installed.computeIfPresent(iccid, (same, one) -> {
      notifications.event(event, one.profile.metadata(), one.identity, Optional.empty());
      return one.with(one.profile.with(enabled));
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

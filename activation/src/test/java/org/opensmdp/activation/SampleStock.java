package org.opensmdp.activation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.MandatoryService;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.profile.ProfilePolicyRule;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.VersionType;

/** An operator with a type and subscribers in stock, for tests of stores and of rules. */
public final class SampleStock {
  public static final int DOWNLOAD_ATTEMPTS = 4;
  public static final int CONFIRMATION_ATTEMPTS = 3;
  public static final Duration ORDER_LIFETIME = Duration.ofDays(30);
  public static final Bytes KI = Bytes.fromHex("465B5CE8B199B49FAA5F0A2EE238A6BC");
  public static final Bytes OPC = Bytes.fromHex("CD63CB71954A9F4E48A5994E37A02BAF");
  public static final Eid CARD = Eid.withCheckDigits("890490320011223344556677889901");
  public static final Eid OTHER_CARD = Eid.withCheckDigits("890490320011223344556677889902");
  /** What a made-up ready-made package asks for. */
  public static final ProfileRequirements NEEDED = new ProfileRequirements(
      new VersionType(2, 3, 0), Set.of(MandatoryService.USIM, MandatoryService.MILENAGE), 1_000);

  static final String ADDRESS = "smdp.example.com";

  private SampleStock() {}

  static Operator operator(TestStore store, String name) {
    return store.inventory().add(new Operator(0, name, Set.of(name, "2.999.77")));
  }

  /** Adds a type with a stable version and as many profiles as {@code stock} says. */
  static ProfileType type(
      TestStore store, Operator owner, String name, int firstNumber, int stock) {
    return type(store, sample(owner, name, Protection.SESSION_KEYS), firstNumber, stock);
  }

  static ProfileType type(TestStore store, ProfileType draft, int firstNumber, int stock) {
    var type = store.inventory().add(draft);
    store.inventory().addStableVersion(type, BundledTemplate.load());
    store
        .inventory()
        .addStock(
            type,
            IntStream.range(firstNumber, firstNumber + stock)
                .mapToObj(SampleStock::subscriber)
                .toList());
    return type;
  }

  static ProfileType sample(Operator owner, String name, Protection protection) {
    return new ProfileType(
        0,
        owner.operatorId(),
        name,
        texts(),
        2,
        protection,
        DOWNLOAD_ATTEMPTS,
        CONFIRMATION_ATTEMPTS,
        Optional.of(ORDER_LIFETIME));
  }

  static ProfileType with(ProfileType type, MetadataTexts texts) {
    return new ProfileType(
        type.profileTypeId(),
        type.operatorId(),
        type.name(),
        texts,
        type.mncLength(),
        type.protection(),
        type.maxDownloadAttempts(),
        type.maxConfirmationAttempts(),
        type.orderLifetime(),
        type.rebinding(),
        type.synthetic());
  }

  static ProfileType withRules(ProfileType type, ProfilePolicyRule... rules) {
    var texts = type.texts();
    return with(
        type,
        new MetadataTexts(
            texts.serviceProviderName(),
            texts.profileName(),
            texts.profileClass(),
            texts.notifications(),
            texts.icon(),
            Set.of(rules)));
  }

  private static MetadataTexts texts() {
    var all = new NotificationConfiguration(Set.of(NotificationEvent.values()), ADDRESS);
    return new MetadataTexts(
        "Example", "Example plan", ProfileClass.TEST, List.of(all), Optional.empty());
  }

  static SubscriberData subscriber(int number) {
    return SubscriberData.of(iccid(number), imsi(number), Secret.of(KI), Secret.of(OPC));
  }

  static Iccid iccid(int number) {
    return Iccid.withCheckDigit("898822%012d".formatted(number));
  }

  static Imsi imsi(int number) {
    return new Imsi("00101%010d".formatted(number));
  }
}

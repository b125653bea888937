package org.opensmdp.cli.suite;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.Intake;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.ProfileType.Rebinding;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.profile.ProfilePolicyRule;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.Secret;
import org.opensmdp.server.TryOut;

/** Profile types whose rules or limits some cases need, in the stock of the same operator. */
final class SpecialTypes {
  /** Of class operational: cards tell of its enabling, disabling and deleting. */
  static final String OPERATIONAL = "suite-operational";

  /** Two downloads, two wrong codes, and the order has ended. */
  static final String TWICE = "suite-twice";

  /** Orders live for an hour. */
  static final String AN_HOUR = "suite-an-hour";

  /** May not be disabled. */
  static final String PPR1 = "suite-ppr1";

  /** Bound to one key of one card, and to no other after it. */
  static final String ONE_KEY = "suite-one-key";

  static final Duration LIFETIME = Duration.ofHours(1);

  private static final int TWO = 2;
  private static final int MANY = 10;
  private static final int STOCK = 400;

  private final Inventory inventory;
  private final MetadataTexts texts;
  private final SecureRandom random = new SecureRandom();
  private int next;

  SpecialTypes(Inventory inventory, String smdpAddress) {
    this.inventory = inventory;
    var notify = new NotificationConfiguration(Set.of(NotificationEvent.values()), smdpAddress);
    this.texts = new MetadataTexts(
        "opensmdp", "Suite", ProfileClass.OPERATIONAL, List.of(notify), Optional.empty());
  }

  void add() {
    add(type(OPERATIONAL, texts, MANY, Optional.empty()));
    add(type(TWICE, texts, TWO, Optional.empty()));
    add(type(AN_HOUR, texts, MANY, Optional.of(LIFETIME)));
    add(type(PPR1, withPpr1(), MANY, Optional.empty()));
    add(type(ONE_KEY, texts, MANY, Optional.empty()).with(Rebinding.REFUSE));
  }

  private MetadataTexts withPpr1() {
    return new MetadataTexts(
        texts.serviceProviderName(),
        texts.profileName(),
        texts.profileClass(),
        texts.notifications(),
        texts.icon(),
        Set.of(ProfilePolicyRule.PPR1));
  }

  private ProfileType type(
      String name, MetadataTexts of, int attempts, Optional<Duration> lifetime) {
    var operator = inventory.findOperator(TryOut.OPERATOR).orElseThrow();
    return new ProfileType(
        0,
        operator.operatorId(),
        name,
        of,
        2,
        Protection.SESSION_KEYS,
        attempts,
        attempts,
        lifetime);
  }

  private void add(ProfileType made) {
    var type = inventory.add(made);
    new Intake(inventory).version(type, BundledTemplate.load());
    var subscribers = new ArrayList<SubscriberData>();
    for (int i = 0; i < STOCK; i++) {
      subscribers.add(subscriber());
    }
    inventory.addStock(type, subscribers);
  }

  /** Of the test network 001/02, so that none is one of the try-out. */
  private SubscriberData subscriber() {
    int number = next++;
    return SubscriberData.of(
        Iccid.withCheckDigit("8900102%011d".formatted(number)),
        new Imsi("00102%010d".formatted(number)),
        key(),
        key());
  }

  private Secret key() {
    var octets = new byte[16];
    random.nextBytes(octets);
    return Secret.of(octets);
  }
}

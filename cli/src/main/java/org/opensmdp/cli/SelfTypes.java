package org.opensmdp.cli;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.opensmdp.activation.Intake;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.ProfileType.Rebinding;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.profile.ProfilePolicyRule;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Icon;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.Secret;
import org.opensmdp.simulator.conformance.ProfileKind;

/** A profile type of each kind of the conformance suite, in a server of ours, with stock. */
final class SelfTypes {
  private static final int TWO = 2;
  private static final int MANY = 10;
  private static final int BATCH = 500;
  private static final int SIDE = 64;
  private static final int NOISY_ROWS = 53; // nearly 1024 octets, the most there may be

  private final Inventory inventory;
  private final MetadataTexts texts;
  private final SecureRandom random;
  private int next;

  SelfTypes(Inventory inventory, String smdpAddress, SecureRandom random) {
    this.inventory = inventory;
    this.random = random;
    this.texts = texts(smdpAddress, Optional.empty(), Set.of());
  }

  private static MetadataTexts texts(
      String smdpAddress, Optional<Icon> icon, Set<ProfilePolicyRule> rules) {
    var notify = new NotificationConfiguration(Set.of(NotificationEvent.values()), smdpAddress);
    return new MetadataTexts(
        "opensmdp", "Conformance", ProfileClass.OPERATIONAL, List.of(notify), icon, rules);
  }

  /** Adds all; returns the name of each. Of the plain kind there are {@code stock}, of others fewer. */
  Map<ProfileKind, String> add(Operator operator, Operator second, int stock) {
    var names = new EnumMap<ProfileKind, String>(ProfileKind.class);
    for (var kind : ProfileKind.values()) {
      var type = inventory.add(type(kind, kind == ProfileKind.FOREIGN ? second : operator));
      new Intake(inventory).version(type, BundledTemplate.load());
      fill(type, stock(kind, stock));
      names.put(kind, type.name());
    }
    return names;
  }

  private static int stock(ProfileKind kind, int stock) {
    return switch (kind) {
      case PLAIN -> stock;
      case OUT_OF_STOCK -> 0;
      default -> Math.max(1, stock / 5);
    };
  }

  private ProfileType type(ProfileKind kind, Operator of) {
    var protection =
        kind == ProfileKind.PROFILE_KEYS ? Protection.PROFILE_KEYS : Protection.SESSION_KEYS;
    int attempts = kind == ProfileKind.TWICE ? TWO : MANY;
    return new ProfileType(
            0,
            of.operatorId(),
            "conformance-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'),
            textsOf(kind),
            2,
            protection,
            attempts,
            attempts,
            Optional.empty())
        .with(kind == ProfileKind.ONE_KEY ? Rebinding.REFUSE : Rebinding.ALLOW);
  }

  private MetadataTexts textsOf(ProfileKind kind) {
    var address = texts.notifications().get(0).notificationAddress();
    return switch (kind) {
      case PPR1 -> texts(address, Optional.empty(), Set.of(ProfilePolicyRule.PPR1));
      case LONG_METADATA -> texts(address, Optional.of(icon()), Set.of());
      default -> texts;
    };
  }

  /** Noise in four colours, which no compression makes short. */
  private static Icon icon() {
    byte[] shades = {0, 85, (byte) 170, (byte) 255};
    var image = new BufferedImage(
        SIDE,
        SIDE,
        BufferedImage.TYPE_BYTE_BINARY,
        new IndexColorModel(2, shades.length, shades, shades, shades));
    var noise = new Random(1);
    for (int at = 0; at < NOISY_ROWS * SIDE; at++) {
      image.getRaster().setSample(at % SIDE, at / SIDE, 0, noise.nextInt(shades.length));
    }
    var octets = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", octets);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return new Icon(Icon.PNG, Bytes.wrap(octets.toByteArray()));
  }

  private void fill(ProfileType type, int profiles) {
    for (int done = 0; done < profiles; done += BATCH) {
      int count = Math.min(BATCH, profiles - done);
      var subscribers = new ArrayList<SubscriberData>(count);
      for (int i = 0; i < count; i++) {
        subscribers.add(subscriber());
      }
      inventory.addStock(type, subscribers);
    }
  }

  private SubscriberData subscriber() {
    int number = next++;
    return SubscriberData.of(
        Iccid.withCheckDigit("8900105%011d".formatted(number)),
        new Imsi("00105%010d".formatted(number)),
        key(),
        key());
  }

  private Secret key() {
    var octets = new byte[16];
    random.nextBytes(octets);
    return Secret.of(octets);
  }
}

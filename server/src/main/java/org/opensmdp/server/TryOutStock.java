package org.opensmdp.server;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.activation.Intake;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.profile.BundledTemplate;
import org.opensmdp.profile.MetadataTexts;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.NotificationConfiguration;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.Secret;

/** An operator, two profile types and a stock of made-up subscribers, to try a server with. */
public final class TryOutStock {
  /** The type whose packages are protected with session keys. */
  public static final String TYPE = "demo";

  /** The type whose packages are protected with keys of the profile. */
  public static final String TYPE_PPK = "demo-ppk";

  private static final int PACKAGE_OCTETS = 12_000; // as large as the profiles of the field
  private static final int BATCH = 1000;
  private static final long MOST_NUMBER = 9_000_000_000L; // ten digits, and room to count

  private final Inventory inventory;
  private final String smdpAddress;
  private final SecureRandom random;
  private long next;

  /** @param smdpAddress host name that devices tell about enabling, disabling and deleting */
  public TryOutStock(Inventory inventory, String smdpAddress, SecureRandom random) {
    this.inventory = inventory;
    this.smdpAddress = smdpAddress;
    this.random = random;
    this.next = random.nextLong(MOST_NUMBER);
  }

  /** Fills the stock of both types up to {@code profiles}; makes operator and types at first. */
  public void fill(TlsIdentity operatorClient, int profiles) {
    var operator =
        inventory.findOperator(TryOut.OPERATOR).orElseGet(() -> newOperator(operatorClient));
    fill(type(operator, TYPE, Protection.SESSION_KEYS), profiles);
    fill(type(operator, TYPE_PPK, Protection.PROFILE_KEYS), profiles);
  }

  private Operator newOperator(TlsIdentity client) {
    var operator = inventory.add(new Operator(0, TryOut.OPERATOR, Set.of(TryOut.OPERATOR)));
    inventory.addClient(operator, fingerprint(client));
    return operator;
  }

  private static Bytes fingerprint(TlsIdentity client) {
    try {
      var key = client.chain().get(0).getPublicKey().getEncoded();
      return Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Returns the type of this name, made at first. */
  public ProfileType type(Operator operator, String name, Protection protection) {
    return inventory.findType(name).orElseGet(() -> {
      var type = inventory.add(newType(operator, name, protection));
      new Intake(inventory).version(type, BundledTemplate.load(PACKAGE_OCTETS));
      return type;
    });
  }

  /** Puts one ready-made package into stock, under a type of this name; returns its ICCID. */
  public Iccid addReadyMade(Bytes upp, String name) {
    var operator = inventory.findOperator(TryOut.OPERATOR).orElseThrow();
    var type = inventory
        .findType(name)
        .orElseGet(() -> inventory.add(newType(operator, name, Protection.SESSION_KEYS)));
    return new Intake(inventory).readyPackage(type, upp);
  }

  private ProfileType newType(Operator operator, String name, Protection protection) {
    var notify = new NotificationConfiguration(Set.of(NotificationEvent.values()), smdpAddress);
    var texts = new MetadataTexts(
        "opensmdp", "Test profile", ProfileClass.TEST, List.of(notify), Optional.empty());
    return new ProfileType(
        0, operator.operatorId(), name, texts, 2, protection, 10, 5, Optional.empty());
  }

  private void fill(ProfileType type, int profiles) {
    for (long there = inventory.available(type); there < profiles; there += BATCH) {
      int count = (int) Math.min(BATCH, profiles - there);
      var subscribers = new ArrayList<SubscriberData>(count);
      for (int i = 0; i < count; i++) {
        subscribers.add(subscriber());
      }
      inventory.addStock(type, subscribers);
    }
  }

  /** ICCID and IMSI of the test network 001/01, counted from a random start: fillings hardly meet. */
  private SubscriberData subscriber() {
    long number = next++;
    return SubscriberData.of(
        Iccid.withCheckDigit("8900101%011d".formatted(number)),
        new Imsi("00101%010d".formatted(number)),
        key(),
        key());
  }

  private Secret key() {
    var octets = new byte[16];
    random.nextBytes(octets);
    return Secret.of(octets);
  }
}

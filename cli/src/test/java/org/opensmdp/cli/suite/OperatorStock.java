package org.opensmdp.cli.suite;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.opensmdp.activation.Inventory;
import org.opensmdp.activation.Operator;
import org.opensmdp.activation.OperatorTerms;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.certs.OperatorPki;
import org.opensmdp.certs.TlsIdentity;
import org.opensmdp.cli.TestHouse;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;
import org.opensmdp.server.TryOut;

/** Profiles whose ICCIDs the cases know beforehand, and a second operator with its own. One for all. */
final class OperatorStock {
  /** Ordered by ICCID only. */
  static final String TYPE = "suite-es2plus";

  /** Nothing of it is ever in stock. */
  static final String EMPTY = "suite-es2plus-empty";

  /** Of the other operator. */
  static final String FOREIGN = "suite-es2plus-foreign";

  static final String OTHER = "suite-other";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final OperatorStock ONE = new OperatorStock(Scene.get().house());

  private final TestHouse house;
  private final Inventory inventory;
  private final ProfileType type;
  private final ProfileType foreign;
  private final TlsIdentity other;

  private OperatorStock(TestHouse house) {
    this.house = house;
    this.inventory = house.server().stores().inventory();
    var operator = inventory.findOperator(TryOut.OPERATOR).orElseThrow();
    this.type = type(operator, TYPE);
    type(operator, EMPTY);
    this.other = client(OTHER);
    this.foreign = type(operator(OTHER, other, OperatorTerms.NONE), FOREIGN);
  }

  static OperatorStock get() {
    return ONE;
  }

  private ProfileType type(Operator operator, String name) {
    return house.stock().type(operator, name, ProfileType.Protection.SESSION_KEYS);
  }

  /** A certificate of the CA that the listener trusts, for a key that nobody has been told of. */
  TlsIdentity client(String name) {
    return OperatorPki.load(TryOut.operators(house.directory()), Clock.systemUTC(), RANDOM)
        .client(name);
  }

  /** Takes an operator on, known by this certificate. */
  Operator operator(String name, TlsIdentity client, OperatorTerms terms) {
    var operator = inventory.add(new Operator(0, name, Set.of(name), terms));
    try {
      var key = client.chain().get(0).getPublicKey().getEncoded();
      inventory.addClient(
          operator, Bytes.wrap(MessageDigest.getInstance("SHA-256").digest(key)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    return operator;
  }

  TlsIdentity otherClient() {
    return other;
  }

  /** The back office of the other operator. */
  BackOffice other() {
    return BackOffice.as(house, OTHER, other);
  }

  /** Puts one profile into stock; returns its ICCID. */
  Iccid fresh() {
    return put(type, Iccid.withCheckDigit("8900103%011d".formatted(NUMBERS.incrementAndGet())));
  }

  /** One whose ICCID has 20 digits. */
  Iccid freshOf20Digits() {
    return put(type, new Iccid("8900103%013d".formatted(NUMBERS.incrementAndGet())));
  }

  /** One of the other operator. */
  Iccid foreign() {
    return put(foreign, Iccid.withCheckDigit("8900104%011d".formatted(NUMBERS.incrementAndGet())));
  }

  private Iccid put(ProfileType of, Iccid iccid) {
    var imsi = new Imsi("00103%010d".formatted(NUMBERS.incrementAndGet()));
    inventory.addStock(of, List.of(SubscriberData.of(iccid, imsi, key(), key())));
    return iccid;
  }

  private static Secret key() {
    var octets = new byte[16];
    RANDOM.nextBytes(octets);
    return Secret.of(octets);
  }

  static Optional<String> member(String json, String name) {
    var found = java.util.regex.Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }
}

package org.opensmdp.activation;

import java.util.List;
import java.util.Optional;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;

/** What an administrator puts in: tenants, types, versions, stock. Every method is one transaction. */
public interface Inventory {

  Optional<Operator> findOperator(String name);

  Optional<ProfileType> findType(String name);

  /** Stores a new operator and returns it with its number. */
  Operator add(Operator operator);

  /** Lets the holder of a key speak for an operator; SHA-256 of its SubjectPublicKeyInfo. */
  void addClient(Operator operator, Bytes keyFingerprint);

  /** Stores a new type and returns it with its number. */
  ProfileType add(ProfileType type);

  /** Stores a template as the next version of its type; one that is stable takes the place of another. */
  long addVersion(ProfileType type, NewVersion version);

  /** Stores a template as the next version of its type, and makes it the stable one. */
  default long addStableVersion(ProfileType type, Bytes template) {
    return addVersion(type, NewVersion.stable(template));
  }

  /** Puts subscribers into stock; all or none. */
  void addStock(ProfileType type, List<SubscriberData> subscribers);

  /**
   * Puts a ready-made package into stock, to be delivered octet for octet.
   *
   * @param needed what it asks of an eUICC, read from it now: from here on it is sealed
   * @throws IllegalArgumentException if the type has policy rules and there is no IMSI
   */
  void addStock(
      ProfileType type,
      Iccid iccid,
      Optional<Imsi> imsi,
      ProfileRequirements needed,
      Secret readyPackage);

  /** Returns how many profiles of the type are Available. */
  long available(ProfileType type);
}

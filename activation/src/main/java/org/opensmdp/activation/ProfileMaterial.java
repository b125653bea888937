package org.opensmdp.activation;

import java.util.Optional;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.Secret;

/** What an unprotected profile package is made of. */
public sealed interface ProfileMaterial {
  /** Returns the number of the version it is made with; 0 if it is ready-made. */
  long versionId();

  /** Returns the IMSI as the inventory lists it; empty where the package names none. */
  Optional<Imsi> imsi();

  /** Whether the inventory lists the IMSI that was sealed with the keys. */
  default boolean isItsOwn() {
    return true;
  }

  /**
   * A template of a version, and the subscriber to put in.
   *
   * @param subscriber with the IMSI that was sealed with its keys
   * @param listed the IMSI of the inventory's row: the same, unless somebody has changed one
   */
  record Personalised(long versionId, SubscriberData subscriber, Imsi listed)
      implements ProfileMaterial {
    public Personalised(long versionId, SubscriberData subscriber) {
      this(versionId, subscriber, subscriber.imsi());
    }

    @Override
    public Optional<Imsi> imsi() {
      return Optional.of(listed);
    }

    @Override
    public boolean isItsOwn() {
      return listed.equals(subscriber.imsi());
    }
  }

  /** A package as it was imported, to be delivered octet for octet. */
  record ReadyMade(Secret unprotectedProfilePackage, Optional<Imsi> imsi)
      implements ProfileMaterial {
    @Override
    public long versionId() {
      return 0;
    }
  }
}

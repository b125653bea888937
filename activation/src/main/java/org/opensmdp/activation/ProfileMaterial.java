package org.opensmdp.activation;

import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Secret;

/** What an unprotected profile package is made of. */
public sealed interface ProfileMaterial {
  /** Returns the number of the version it is made with; 0 if it is ready-made. */
  long versionId();

  /** A template of a version, and the subscriber to put in. */
  record Personalised(long versionId, SubscriberData subscriber) implements ProfileMaterial {}

  /** A package as it was imported, to be delivered octet for octet. */
  record ReadyMade(Secret unprotectedProfilePackage) implements ProfileMaterial {
    @Override
    public long versionId() {
      return 0;
    }
  }
}

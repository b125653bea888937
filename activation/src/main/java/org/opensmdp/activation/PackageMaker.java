package org.opensmdp.activation;

import java.security.SecureRandom;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.rsp.Bytes;

/** Makes profile packages out of their material. Any thread. */
final class PackageMaker {
  private final Templates templates;
  private final SecureRandom random;

  PackageMaker(Templates templates, SecureRandom random) {
    this.templates = templates;
    this.random = random;
  }

  Bytes unprotected(ProfileMaterial material) {
    if (material instanceof ProfileMaterial.Personalised personalised) {
      return templates.get(personalised.versionId()).render(personalised.subscriber());
    }
    return ((ProfileMaterial.ReadyMade) material).unprotectedProfilePackage().reveal();
  }

  /** Returns the package protected with new keys: the same keys never protect two packages. */
  PreparedPackage prepared(PackageGate.Judged judged) {
    return new PreparedPackage(
        judged.verdict().versionId(), ProfileProtection.protect(judged.unprotected(), random));
  }
}

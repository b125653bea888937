package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.EUICC_VERIFICATION_FAILED;

import java.security.SecureRandom;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.crypto.Binder;
import org.opensmdp.crypto.Binding;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.InvalidPoint;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ConfigureIsdpRequest;
import org.opensmdp.rsp.RspException;

/** Makes the package of an order for one card key, or takes the one made before for the same key. */
public final class BindingMaker {
  private final Templates templates;
  private final Binder binder;
  private final SecureRandom random;

  public BindingMaker(Templates templates, Binder binder, SecureRandom random) {
    this.templates = templates;
    this.binder = binder;
    this.random = random;
  }

  /**
   * Returns the package of the download bound to the card's one-time key.
   *
   * @param euiccOtpk as the card signed it
   * @throws RspException EUICC_VERIFICATION_FAILED if that is no point of the session's curve
   */
  Binding bind(DownloadInProgress download, CredentialSet set, Bytes euiccOtpk) {
    var key = key(set, euiccOtpk);
    var before = download.binding().filter(binding -> binding.euiccOtpk().equals(key));
    return before.orElseGet(() -> fresh(download, set, key));
  }

  private Binding fresh(DownloadInProgress download, CredentialSet set, EcPublicKey euiccOtpk) {
    var terms = download.session().terms();
    var configure = ConfigureIsdpRequest.of(set.oid()).der();
    try {
      return binder.bind(
          terms.eid(), euiccOtpk, configure, terms.profileMetadata(), protection(download));
    } catch (InvalidPoint e) {
      throw new RspException(EUICC_VERIFICATION_FAILED, "otPK.EUICC.ECKA is not on the curve");
    }
  }

  private ProfileProtection protection(DownloadInProgress download) {
    var unprotected = unprotected(download.material());
    return switch (download.type().protection()) {
      case SESSION_KEYS -> new ProfileProtection.SessionKeys(unprotected);
      case PROFILE_KEYS -> ProfileProtection.protect(unprotected, random);
    };
  }

  private Bytes unprotected(ProfileMaterial material) {
    if (material instanceof ProfileMaterial.Personalised personalised) {
      return templates.get(personalised.versionId()).render(personalised.subscriber());
    }
    return ((ProfileMaterial.ReadyMade) material).unprotectedProfilePackage().reveal();
  }

  private static EcPublicKey key(CredentialSet set, Bytes point) {
    try {
      return new EcPublicKey(set.curve(), point);
    } catch (IllegalArgumentException e) {
      throw new RspException(EUICC_VERIFICATION_FAILED, "otPK.EUICC.ECKA is not a point");
    }
  }
}

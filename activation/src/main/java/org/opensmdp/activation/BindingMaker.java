package org.opensmdp.activation;

import static org.opensmdp.rsp.StatusCode.EUICC_VERIFICATION_FAILED;
import static org.opensmdp.rsp.StatusCode.PROFILE_UNAVAILABLE;

import java.security.SecureRandom;
import java.util.Optional;
import org.opensmdp.activation.PackageGate.Judged;
import org.opensmdp.activation.ProfileType.Protection;
import org.opensmdp.activation.ProfileType.Rebinding;
import org.opensmdp.certs.CredentialSet;
import org.opensmdp.crypto.Binder;
import org.opensmdp.crypto.Binding;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.crypto.InvalidPoint;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ConfigureIsdpRequest;
import org.opensmdp.rsp.RspException;

/**
 * Makes the package of an order for one card key, or takes the one made before for the same key. What
 * was protected ahead is bound, and only what tells the card its keys is made.
 */
public final class BindingMaker {
  private final PackageMaker packages;
  private final PackageGate gate;
  private final Binder binder;
  private final HandoffChecks checks;

  public BindingMaker(
      Templates templates, Binder binder, SecureRandom random, HandoffChecks checks) {
    this.packages = new PackageMaker(templates, random);
    this.gate = new PackageGate(templates, packages, checks);
    this.binder = binder;
    this.checks = checks;
  }

  /** Counts that a package was asked for that had been given before. */
  void repeated() {
    checks.repeated(HandoffPolicy.DELIVERY);
  }

  /**
   * A package bound to a card's key. Closing it erases the keys of what was prepared.
   *
   * @param prepared the package it was made of, if that had to be protected only now
   * @param verdict on the package, if it is a new one
   */
  record Made(Binding binding, Optional<PreparedPackage> prepared, Optional<ReleaseVerdict> verdict)
      implements AutoCloseable {
    @Override
    public void close() {
      prepared.ifPresent(PreparedPackage::close);
    }
  }

  /**
   * Returns the package of the download bound to the card's one-time key.
   *
   * @param euiccOtpk as the card signed it
   * @throws RspException EUICC_VERIFICATION_FAILED if that is no point of the session's curve,
   *     PROFILE_UNAVAILABLE if the order is bound to another key and its type allows one only,
   *     PROVIDER_EXECUTION_ERROR if the package is not the one that was released, or the metadata are
   *     not those that were shown
   */
  Made bind(DownloadInProgress download, CredentialSet set, Bytes euiccOtpk) {
    var key = key(set, euiccOtpk);
    gate.shown(download);
    var before = download.binding().filter(binding -> binding.euiccOtpk().equals(key));
    return before
        .map(binding -> new Made(binding, Optional.empty(), Optional.empty()))
        .orElseGet(() -> fresh(download, set, key));
  }

  private Made fresh(DownloadInProgress download, CredentialSet set, EcPublicKey euiccOtpk) {
    if (download.binding().isPresent() && download.type().rebinding() == Rebinding.REFUSE) {
      throw bound(euiccOtpk);
    }
    var judged = gate.binding(download);
    var verdict = fresh(download, judged);
    if (download.type().protection() == Protection.SESSION_KEYS) {
      var clear = new ProfileProtection.SessionKeys(judged.unprotected());
      return new Made(binding(download, set, euiccOtpk, clear), Optional.empty(), verdict);
    }
    var ahead = download
        .prepared()
        .filter(prepared -> prepared.versionId() == download.material().versionId());
    if (ahead.isPresent()) {
      var protection = ahead.get().protection();
      return new Made(binding(download, set, euiccOtpk, protection), Optional.empty(), verdict);
    }
    return late(download, set, euiccOtpk, judged);
  }

  /** Returns the verdict, if it is not the one that is kept already. */
  private static Optional<ReleaseVerdict> fresh(DownloadInProgress download, Judged judged) {
    return Optional.of(judged.verdict()).filter(it -> !download.verdict().equals(Optional.of(it)));
  }

  /** Nothing was prepared, or another version was: it is done now, once for all bindings to come. */
  private Made late(
      DownloadInProgress download, CredentialSet set, EcPublicKey euiccOtpk, Judged judged) {
    var prepared = packages.prepared(judged);
    try {
      var binding = binding(download, set, euiccOtpk, prepared.protection());
      return new Made(binding, Optional.of(prepared), fresh(download, judged));
    } catch (RspException e) {
      prepared.close();
      throw e;
    }
  }

  private RspException bound(EcPublicKey euiccOtpk) {
    try {
      binder.check(euiccOtpk); // judged before the policy is
      return new RspException(
          PROFILE_UNAVAILABLE, "the profile is bound to another one-time key of the eUICC");
    } catch (InvalidPoint e) {
      return offCurve();
    }
  }

  private Binding binding(
      DownloadInProgress download,
      CredentialSet set,
      EcPublicKey euiccOtpk,
      ProfileProtection protection) {
    var terms = download.session().terms();
    var configure = ConfigureIsdpRequest.of(set.oid()).der();
    try {
      return binder.bind(terms.eid(), euiccOtpk, configure, terms.profileMetadata(), protection);
    } catch (InvalidPoint e) {
      throw offCurve();
    }
  }

  private static RspException offCurve() {
    return new RspException(EUICC_VERIFICATION_FAILED, "otPK.EUICC.ECKA is not on the curve");
  }

  private static EcPublicKey key(CredentialSet set, Bytes point) {
    try {
      return new EcPublicKey(set.curve(), point);
    } catch (IllegalArgumentException e) {
      throw new RspException(EUICC_VERIFICATION_FAILED, "otPK.EUICC.ECKA is not a point");
    }
  }
}

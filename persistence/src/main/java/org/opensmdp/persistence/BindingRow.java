package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.BINDING;

import java.util.Optional;
import org.jooq.Record;
import org.opensmdp.activation.DownloadOffer.BoundBefore;
import org.opensmdp.activation.PreparedPackage;
import org.opensmdp.activation.SessionTerms;
import org.opensmdp.crypto.Binding;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.EcPublicKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/** How bindings lie in their rows. A row that was joined and not found has nulls for them. */
final class BindingRow {
  private final Sealer sealer;

  BindingRow(Sealer sealer) {
    this.sealer = sealer;
  }

  /** Returns the binding, and with it the package it was prepared of where there is one. */
  Optional<Binding> binding(Record row, Optional<PreparedPackage> prepared) {
    return curve(row)
        .filter(curve -> !row.get(BINDING.AHEAD) || prepared.isPresent())
        .map(curve -> new Binding(
            new EcPublicKey(curve, Bytes.wrap(row.get(BINDING.EUICC_OTPK))),
            new EcPublicKey(curve, Bytes.wrap(row.get(BINDING.SMDP_OTPK))),
            Bytes.wrap(row.get(BINDING.HOST_ID)),
            head(row),
            prepared
                .filter(it -> row.get(BINDING.AHEAD))
                .map(it -> it.protection().protectedSegments())));
  }

  static Optional<BoundBefore> before(Record row) {
    return curve(row)
        .map(curve -> new BoundBefore(
            curve,
            Bytes.wrap(row.get(BINDING.EUICC_OTPK)),
            Bytes.wrap(row.get(BINDING.PROFILE_METADATA))));
  }

  Values put(Values values, SessionTerms terms, Binding binding) {
    boolean ahead = binding.ahead().isPresent();
    var head = Secret.of(binding.head());
    var blocks = sealer.seal("binding", place(ahead), terms.iccid().digits(), head);
    return values
        .text("binding_eid", terms.eid().digits())
        .text("curve", binding.euiccOtpk().curve().name())
        .octets("euicc_otpk", binding.euiccOtpk().point())
        .octets("smdp_otpk", binding.smdpOtpk().point())
        .octets("host_id", binding.hostId())
        .octets("binding_metadata", terms.profileMetadata())
        .octets("blocks", blocks)
        .flag("ahead", ahead);
  }

  private static Optional<Curve> curve(Record row) {
    return Optional.ofNullable(row.get(BINDING.CURVE)).map(Curve::valueOf);
  }

  private Bytes head(Record row) {
    var place = place(row.get(BINDING.AHEAD));
    var sealed = Bytes.wrap(row.get(BINDING.BLOCKS));
    return sealer.open("binding", place, row.get(BINDING.ICCID), sealed).reveal();
  }

  /** Another place for half a package: who takes it for a whole one cannot open it. */
  private static String place(boolean ahead) {
    return ahead ? "head" : "blocks";
  }
}

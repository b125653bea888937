package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.BINDING;

import java.util.Optional;
import org.jooq.Record;
import org.opensmdp.activation.DownloadOffer.BoundBefore;
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

  Optional<Binding> binding(Record row) {
    return curve(row)
        .map(curve -> new Binding(
            new EcPublicKey(curve, Bytes.wrap(row.get(BINDING.EUICC_OTPK))),
            new EcPublicKey(curve, Bytes.wrap(row.get(BINDING.SMDP_OTPK))),
            Bytes.wrap(row.get(BINDING.HOST_ID)),
            blocks(row)));
  }

  static Optional<BoundBefore> before(Record row) {
    return curve(row)
        .map(curve -> new BoundBefore(
            curve,
            Bytes.wrap(row.get(BINDING.EUICC_OTPK)),
            Bytes.wrap(row.get(BINDING.PROFILE_METADATA))));
  }

  Values put(Values values, SessionTerms terms, Binding binding) {
    var blocks =
        sealer.seal("binding", "blocks", terms.iccid().digits(), Secret.of(binding.blocks()));
    return values
        .text("binding_eid", terms.eid().digits())
        .text("curve", binding.euiccOtpk().curve().name())
        .octets("euicc_otpk", binding.euiccOtpk().point())
        .octets("smdp_otpk", binding.smdpOtpk().point())
        .octets("host_id", binding.hostId())
        .octets("binding_metadata", terms.profileMetadata())
        .octets("blocks", blocks);
  }

  private static Optional<Curve> curve(Record row) {
    return Optional.ofNullable(row.get(BINDING.CURVE)).map(Curve::valueOf);
  }

  private Bytes blocks(Record row) {
    return sealer
        .open("binding", "blocks", row.get(BINDING.ICCID), Bytes.wrap(row.get(BINDING.BLOCKS)))
        .reveal();
  }
}

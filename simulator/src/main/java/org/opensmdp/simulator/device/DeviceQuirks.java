package org.opensmdp.simulator.device;

import java.util.List;
import java.util.stream.Stream;
import org.opensmdp.simulator.LpaStep;
import org.opensmdp.simulator.Quirk;

/** The quirks of what stands around a card: its certificates, its phone, its way to the server. */
public final class DeviceQuirks {
  public static final Quirk<CertificateFault> EUM_CERTIFICATE = new Quirk<>(
      "eum-certificate",
      CertificateFault.class,
      "the certificate of the EUM is not as it should be");
  public static final Quirk<CertificateFault> EUICC_CERTIFICATE = new Quirk<>(
      "euicc-certificate",
      CertificateFault.class,
      "the certificate of the eUICC is not as it should be");
  public static final Quirk<Integer> DROPS_AFTER_ANSWERS = new Quirk<>(
      "drops-after-answers",
      Integer.class,
      "loses its connection, once, after it has had this many answers");
  public static final Quirk<LpaStep> LOSES_ANSWER = new Quirk<>(
      "loses-answer",
      LpaStep.class,
      "loses its connection, once, between a request of this step and its answer");
  public static final Quirk<Boolean> LINES_IN_BASE64 =
      Quirk.flag("lines-in-base64", "breaks base64 into lines of 76 characters");
  public static final Quirk<Boolean> LOWER_CASE_TRANSACTION_ID =
      Quirk.flag("lower-case-transaction-id", "writes a transactionId in small letters");
  public static final Quirk<Boolean> EXTRA_MEMBERS =
      Quirk.flag("extra-members", "puts members into its JSON that nobody knows");

  private DeviceQuirks() {}

  /** All quirks a description may name. */
  public static List<Quirk<?>> all() {
    return Stream.concat(
            Quirk.ofCards().stream(),
            Stream.of(
                EUM_CERTIFICATE,
                EUICC_CERTIFICATE,
                DROPS_AFTER_ANSWERS,
                LOSES_ANSWER,
                LINES_IN_BASE64,
                LOWER_CASE_TRANSACTION_ID,
                EXTRA_MEMBERS))
        .toList();
  }

  /** What can be wrong with a certificate. */
  public enum CertificateFault {
    EXPIRED,
    NOT_YET_VALID,
    /** Signed by a key that its issuer has not. */
    FOREIGN,
    /** It names an issuer that nobody knows. */
    UNKNOWN_ISSUER,
    /** Its policy is that of another role. */
    WRONG_ROLE,
    WRONG_KEY_USAGE,
    WRONG_CA_FLAG,
    /** In that of an EUM: it may not issue EIDs that begin like this one. */
    OTHER_EIN,
    NO_NAME_CONSTRAINT,
    UNKNOWN_CRITICAL_EXTENSION,
    /** In that of an eUICC: it names no EID. */
    NO_EID,
    /** In that of an eUICC: another organisation than the EUM's. */
    OTHER_ORGANISATION
  }
}

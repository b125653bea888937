package org.opensmdp.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.simulator.uicc.RefusedElement;

/**
 * Something a device does although it need not, or must not: refuse where nothing is wrong, sign what
 * is not so, write octets in another way. Cards and phones in the field do all of this, and a server
 * must have an answer to it. The constants are those of an eUICC; each is one key of the {@code quirks}
 * of a device's description.
 *
 * @param name as a description writes it
 * @param type of its value; Boolean for one that is there or not
 * @param meaning one sentence, for people
 */
public record Quirk<T>(String name, Class<T> type, String meaning) {
  public static final Quirk<Integer> AUTHENTICATE_ERROR =
      of("authenticate-error", "answers every AuthenticateServer with this authenticateErrorCode");
  public static final Quirk<Integer> DOWNLOAD_ERROR =
      of("download-error", "answers every PrepareDownload with this downloadErrorCode");
  public static final Quirk<Integer> CANCEL_SESSION_ERROR =
      of("cancel-session-error", "answers every CancelSession with this cancelSessionErrorCode");
  public static final Quirk<InstallationError> INSTALLATION_ERROR = new Quirk<>(
      "installation-error",
      InstallationError.class,
      "ends every installation at a command of the package with an errorReason");
  public static final Quirk<RefusedElements> REFUSED_ELEMENTS = new Quirk<>(
      "refused-elements",
      RefusedElements.class,
      "does not take some profile elements although they are right");
  public static final Quirk<Boolean> NEW_ONE_TIME_KEY =
      flag("new-one-time-key", "makes a new otPK.EUICC.ECKA where the server names one it holds");

  public static final Quirk<Boolean> WRONG_EUICC_SIGNATURE1 =
      flag("wrong-euicc-signature1", "euiccSignature1 does not verify");
  public static final Quirk<Boolean> WRONG_EUICC_SIGNATURE2 =
      flag("wrong-euicc-signature2", "euiccSignature2 does not verify");
  public static final Quirk<Boolean> WRONG_REPORT_SIGNATURE =
      flag("wrong-report-signature", "the signature of the installation result does not verify");
  public static final Quirk<Boolean> WRONG_NOTIFICATION_SIGNATURE = flag(
      "wrong-notification-signature", "the signature of every other notification does not verify");
  public static final Quirk<Boolean> WRONG_CANCEL_SIGNATURE =
      flag("wrong-cancel-signature", "the signature of a cancelled session does not verify");

  public static final Quirk<Boolean> WRONG_SERVER_CHALLENGE =
      flag("wrong-server-challenge", "signs another serverChallenge than the server's");
  public static final Quirk<Boolean> WRONG_SERVER_ADDRESS =
      flag("wrong-server-address", "signs another serverAddress than the server's");
  public static final Quirk<Boolean> WRONG_TRANSACTION_ID1 =
      flag("wrong-transaction-id1", "signs another transactionId in euiccSigned1");
  public static final Quirk<Boolean> WRONG_TRANSACTION_ID2 =
      flag("wrong-transaction-id2", "signs another transactionId in euiccSigned2");
  public static final Quirk<Boolean> WRONG_REPORT_TRANSACTION_ID =
      flag("wrong-report-transaction-id", "signs another transactionId in the installation result");
  public static final Quirk<Boolean> WRONG_CANCEL_TRANSACTION_ID =
      flag("wrong-cancel-transaction-id", "signs another transactionId when it cancels");
  public static final Quirk<Boolean> WRONG_REPORT_OID =
      flag("wrong-report-oid", "signs another smdpOid in the installation result");
  public static final Quirk<Boolean> WRONG_CANCEL_OID =
      flag("wrong-cancel-oid", "signs another smdpOid when it cancels");
  public static final Quirk<Boolean> NO_HASH_CC =
      flag("no-hash-cc", "leaves hashCc out although the server wants it");
  public static final Quirk<Boolean> NO_POINT =
      flag("no-point", "names a one-time key that is no point of the curve");

  public static final Quirk<Boolean> PADDED_BITS =
      flag("padded-bits", "writes named bits with the zeros that DER cuts, install as 00 80");
  public static final Quirk<Boolean> LONG_LENGTHS =
      flag("long-lengths", "writes the outer lengths in three octets, as BER allows");
  public static final Quirk<Boolean> TAGGED_ERROR_CODE =
      flag("tagged-error-code", "writes an error code with tag 81 in place of 02");
  public static final Quirk<Boolean> EMPTY_HASH_CC =
      flag("empty-hash-cc", "writes a hashCc of no octets where none is wanted");
  public static final Quirk<Boolean> ADDED_MEMBERS =
      flag("added-members", "puts members of a later version behind those of v2 in what it signs");
  public static final Quirk<Integer> FIRST_SEQUENCE_NUMBER =
      of("first-sequence-number", "counts its notifications from this number");
  public static final Quirk<Integer> SEQUENCE_STEP =
      of("sequence-step", "counts its notifications in steps of this size, leaving numbers out");

  public static final Quirk<Boolean> CAT_BUSY =
      flag("cat-busy", "answers Enable and Disable with catBusy, the toolkit being at work");
  public static final Quirk<BppBlock> POWER_LOSS = new Quirk<>(
      "power-loss", BppBlock.class, "loses power, once, when it has taken this block of a package");

  /**
   * How an installation ends.
   *
   * @param command the first command that is not carried out
   * @param errorReason as the report says it, with a name or without
   */
  public record InstallationError(BppCommandId command, int errorReason) {}

  /** What a firmware does not take. */
  public record RefusedElements(@JsonValue List<RefusedElement> all) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RefusedElements {
      all = List.copyOf(all);
    }
  }

  /** Those of an eUICC, in the order of a download. */
  public static List<Quirk<?>> ofCards() {
    return List.of(
        AUTHENTICATE_ERROR,
        DOWNLOAD_ERROR,
        CANCEL_SESSION_ERROR,
        INSTALLATION_ERROR,
        REFUSED_ELEMENTS,
        NEW_ONE_TIME_KEY,
        WRONG_EUICC_SIGNATURE1,
        WRONG_EUICC_SIGNATURE2,
        WRONG_REPORT_SIGNATURE,
        WRONG_NOTIFICATION_SIGNATURE,
        WRONG_CANCEL_SIGNATURE,
        WRONG_SERVER_CHALLENGE,
        WRONG_SERVER_ADDRESS,
        WRONG_TRANSACTION_ID1,
        WRONG_TRANSACTION_ID2,
        WRONG_REPORT_TRANSACTION_ID,
        WRONG_CANCEL_TRANSACTION_ID,
        WRONG_REPORT_OID,
        WRONG_CANCEL_OID,
        NO_HASH_CC,
        NO_POINT,
        PADDED_BITS,
        LONG_LENGTHS,
        TAGGED_ERROR_CODE,
        EMPTY_HASH_CC,
        ADDED_MEMBERS,
        FIRST_SEQUENCE_NUMBER,
        SEQUENCE_STEP,
        CAT_BUSY,
        POWER_LOSS);
  }

  private static Quirk<Integer> of(String name, String meaning) {
    return new Quirk<>(name, Integer.class, meaning);
  }

  /** Makes a quirk that is there or not. */
  public static Quirk<Boolean> flag(String name, String meaning) {
    return new Quirk<>(name, Boolean.class, meaning);
  }

  @Override
  public String toString() {
    return name;
  }
}

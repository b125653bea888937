package org.opensmdp.simulator;

import java.util.Optional;
import org.opensmdp.rsp.BppCommandId;

/**
 * What an eUICC does although it need not: refuse where nothing is wrong, or make a new key where it
 * holds the old one. Cards in the field do all of this, and a server must have an answer to it. Each
 * method returns a copy with one quirk more.
 *
 * @param authenticateErrorCode answers every AuthenticateServer with this error
 * @param downloadErrorCode answers every PrepareDownload with this error
 * @param cancelSessionErrorCode answers every CancelSession with this error
 * @param installationError ends every installation at this command
 * @param renewsOneTimeKey makes a new otPK.EUICC.ECKA where the server names one it still holds
 */
public record EuiccQuirks(
    Optional<Integer> authenticateErrorCode,
    Optional<Integer> downloadErrorCode,
    Optional<Integer> cancelSessionErrorCode,
    Optional<InstallationError> installationError,
    boolean renewsOneTimeKey) {

  public static final EuiccQuirks NONE = new EuiccQuirks(
      Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

  /**
   * How an installation ends.
   *
   * @param command the first command that is not carried out
   * @param errorReason as the report says it, with a name or without
   */
  public record InstallationError(BppCommandId command, int errorReason) {}

  public EuiccQuirks authenticateError(int code) {
    return new EuiccQuirks(
        Optional.of(code),
        downloadErrorCode,
        cancelSessionErrorCode,
        installationError,
        renewsOneTimeKey);
  }

  public EuiccQuirks downloadError(int code) {
    return new EuiccQuirks(
        authenticateErrorCode,
        Optional.of(code),
        cancelSessionErrorCode,
        installationError,
        renewsOneTimeKey);
  }

  public EuiccQuirks cancelSessionError(int code) {
    return new EuiccQuirks(
        authenticateErrorCode,
        downloadErrorCode,
        Optional.of(code),
        installationError,
        renewsOneTimeKey);
  }

  public EuiccQuirks installationError(BppCommandId command, int errorReason) {
    return new EuiccQuirks(
        authenticateErrorCode,
        downloadErrorCode,
        cancelSessionErrorCode,
        Optional.of(new InstallationError(command, errorReason)),
        renewsOneTimeKey);
  }

  public EuiccQuirks renewingOneTimeKeys() {
    return new EuiccQuirks(
        authenticateErrorCode, downloadErrorCode, cancelSessionErrorCode, installationError, true);
  }

  boolean endsInstallationAt(BppCommandId command) {
    return installationError.filter(error -> error.command() == command).isPresent();
  }
}

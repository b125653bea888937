package org.opensmdp.simulator;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.ProfileInstallationResult;

/** How a download ended. */
public sealed interface InstallOutcome {

  /** The profile is on the eUICC, disabled. */
  record Installed(Iccid iccid, Bytes isdpAid, ProfileInstallationResult result)
      implements InstallOutcome {}

  /** The eUICC has refused the package. */
  record NotInstalled(FinalResult.Failure failure, ProfileInstallationResult result)
      implements InstallOutcome {}

  /** The server has answered Failed, of itself or because the eUICC refused the server. */
  record Refused(LpaStep step, Es9PlusRefusal refusal) implements InstallOutcome {}

  /** The LPA has given the session up and told the server so. */
  record Cancelled(CancelSessionReason reason, String why) implements InstallOutcome {}
}

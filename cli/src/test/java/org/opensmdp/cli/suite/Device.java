package org.opensmdp.cli.suite;

import org.opensmdp.certs.EuiccIdentity;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.Lpa;
import org.opensmdp.simulator.VirtualEuicc;

/** A card, what it was made with, and the LPA that speaks for it. */
record Device(EuiccIdentity identity, VirtualEuicc euicc, Lpa lpa) {

  String eid() {
    return identity.eid().digits();
  }

  Bytes sign(Bytes... parts) {
    return Forged.sign(identity, parts);
  }
}

package org.opensmdp.simulator;

import java.util.List;
import java.util.Optional;
import org.opensmdp.certs.RevocationList;
import org.opensmdp.certs.RspCertificate;
import org.opensmdp.crypto.Curve;
import org.opensmdp.crypto.EphemeralKey;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.TransactionId;

/**
 * The file of a card: octets in hex, what is not there is empty.
 *
 * @param note what the file is, for who finds it
 * @param format raised when a field changes its meaning
 * @param interruption at most one
 */
record SavedCard(
    String note,
    int format,
    String eid,
    SavedEuicc euicc,
    List<SavedProfile> profiles,
    String enabledBeforeTest,
    long lastSeqNumber,
    List<String> notifications,
    String defaultDpAddress,
    List<OneTimeKey> oneTimeKeys,
    List<Crl> revocationLists,
    List<Interrupted> interruption) {
  static final int FORMAT = 1;

  private static final String NOTE =
      "a virtual eUICC for tests; holds its private keys and those of its profiles: keep it private";

  /** A one-time key pair no package has used yet. */
  record OneTimeKey(String smdpOid, Curve curve, String scalar) {
    static OneTimeKey of(OneTimeKeys.Unused unused) {
      try (var scalar = unused.key().scalar()) {
        return new OneTimeKey(
            unused.smdpOid().dotted(),
            unused.key().publicKey().curve(),
            scalar.reveal().toString());
      }
    }

    EphemeralKey key() {
      try (var secret = Secret.of(Bytes.fromHex(scalar))) {
        return EphemeralKey.of(curve, secret);
      }
    }

    @Override
    public String toString() {
      return "OneTimeKey[redacted]";
    }
  }

  /** A list, and which of the trusted CIs has signed it, from 0. */
  record Crl(int ci, String list) {}

  /** What is to be reported when the card has power again. */
  record Interrupted(
      String transactionId,
      String serverAddress,
      String smdpOid,
      int identity,
      String iccid,
      BppCommandId command) {
    static Interrupted of(Interruption interruption, EuiccProfile euicc) {
      return new Interrupted(
          interruption.transactionId().octets().toString(),
          interruption.serverAddress(),
          interruption.smdpOid().dotted(),
          euicc.identities().indexOf(interruption.identity()),
          interruption.iccid().map(Iccid::digits).orElse(""),
          interruption.command());
    }

    Interruption interruption(EuiccProfile euicc) {
      return new Interruption(
          new TransactionId(Bytes.fromHex(transactionId)),
          serverAddress,
          new SmdpOid(smdpOid),
          euicc.identities().get(identity),
          SavedProfile.present(iccid).map(Iccid::new),
          command);
    }
  }

  static SavedCard of(EuiccProfile euicc, CardMemory memory, Optional<Interruption> interruption) {
    return new SavedCard(
        NOTE,
        FORMAT,
        euicc.eid().digits(),
        SavedEuicc.of(euicc),
        memory.profiles().installed().stream()
            .map(one -> SavedProfile.of(one, euicc))
            .toList(),
        memory.profiles().enabledBeforeTest().map(Iccid::digits).orElse(""),
        memory.notifications().lastSeqNumber(),
        memory.notifications().pending().stream()
            .map(one -> one.der().toString())
            .toList(),
        memory.addresses().defaultDp().orElse(""),
        memory.oneTimeKeys().all().stream().map(OneTimeKey::of).toList(),
        memory.revocations().all().stream().map(one -> crl(one, euicc)).toList(),
        interruption.map(one -> Interrupted.of(one, euicc)).stream().toList());
  }

  private static Crl crl(CardRevocations.Loaded one, EuiccProfile euicc) {
    return new Crl(euicc.trustedCis().indexOf(one.ci()), one.list().der().toString());
  }

  /** Returns the memory of the card, with the report of an interruption in it. */
  CardMemory memory(EuiccProfile made) {
    var memory = CardMemory.of(made);
    memory
        .notifications()
        .restore(
            notifications.stream()
                .map(hex -> PendingNotification.parse(Bytes.fromHex(hex)))
                .toList(),
            lastSeqNumber);
    memory
        .profiles()
        .restore(
            profiles.stream().map(one -> one.installed(made)).toList(),
            SavedProfile.present(enabledBeforeTest).map(Iccid::new));
    memory.addresses().defaultDp(SavedProfile.present(defaultDpAddress));
    oneTimeKeys.forEach(one -> memory.oneTimeKeys().keep(new SmdpOid(one.smdpOid), one.key()));
    revocationLists.forEach(one -> memory.revocations().put(ci(made, one), list(one)));
    interruption.forEach(one -> memory.notifications().interruption(one.interruption(made)));
    return memory;
  }

  private static RspCertificate ci(EuiccProfile made, Crl crl) {
    return made.trustedCis().get(crl.ci);
  }

  private static RevocationList list(Crl crl) {
    return RevocationList.parse(Bytes.fromHex(crl.list));
  }
}

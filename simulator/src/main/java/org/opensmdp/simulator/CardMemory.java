package org.opensmdp.simulator;

/** What an eUICC keeps without power: all but the session. */
record CardMemory(
    CardNotifications notifications,
    CardProfiles profiles,
    CardAddresses addresses,
    OneTimeKeys oneTimeKeys,
    CardRevocations revocations) {

  static CardMemory of(EuiccProfile euicc) {
    var notifications = new CardNotifications(euicc.notificationRoom());
    return new CardMemory(
        notifications,
        new CardProfiles(notifications),
        new CardAddresses(euicc.addresses()),
        new OneTimeKeys(),
        new CardRevocations());
  }

  /** Returns the octets that profiles and revocation lists take. */
  int octets() {
    return profiles.octets() + revocations.octets();
  }
}

package org.opensmdp.crypto;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InitialiseSecureChannelRequest;

/** An ES8+ command that an eUICC has received whole and in the clear (SGP.22 v2 §5.5). */
public sealed interface OpenedCommand {

  /** The secure channel stands: head and signature were right, the session keys are derived. */
  record InitialiseSecureChannel(InitialiseSecureChannelRequest request) implements OpenedCommand {}

  /** ConfigureISDPRequest, BF24. */
  record ConfigureIsdp(Bytes octets) implements OpenedCommand {}

  /** StoreMetadataRequest, BF25, its segments joined. */
  record StoreMetadata(Bytes octets) implements OpenedCommand {}

  /** The session keys are replaced by those of the profile. */
  record ReplaceSessionKeys() implements OpenedCommand {}

  /** The unprotected profile package, its segments joined: the last command. */
  record LoadProfileElements(Bytes octets) implements OpenedCommand {

    /** The package holds the keys of a subscriber. */
    @Override
    public String toString() {
      return "LoadProfileElements[%d octets]".formatted(octets.size());
    }
  }
}

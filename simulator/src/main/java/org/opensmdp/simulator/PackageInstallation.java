package org.opensmdp.simulator;

import java.util.List;
import java.util.Optional;
import org.opensmdp.crypto.BoundPackageOpener;
import org.opensmdp.crypto.BppFailure;
import org.opensmdp.crypto.Bsp;
import org.opensmdp.crypto.OpenedCommand;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ConfigureIsdpRequest;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.FinalResult;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.StoreMetadataRequest;
import org.opensmdp.simulator.uicc.Interpretation;
import org.opensmdp.simulator.uicc.ProfileInterpreter;

/**
 * ES10b.LoadBoundProfilePackage, the card's side (SGP.22 v2 §5.7.6, §2.5.6): one package, piece by
 * piece, up to the one signed result. What goes wrong is named by the command it went wrong in and by
 * the reason; nothing of the profile stays then.
 */
final class PackageInstallation {
  private static final int MOST_PROPRIETARY_DATA = 128;
  private static final int MOST_OF_LENIENT_CARDS = 16 * 1024;
  private static final List<Integer> POLICY_RULES = List.of(1, 2); // PPR1, PPR2
  private static final int REPLACE_SESSION_KEYS_TAG = 0xA2;

  private final CardSession.Prepared session;
  private final EuiccProfile euicc;
  private final CardProfiles profiles;
  private final OneTimeKeys oneTimeKeys;
  private final CardNotifications notifications;
  private final int freeMemory;
  private final EuiccQuirks quirks;
  private final BoundPackageOpener opener;
  private BppCommandId command = BppCommandId.INITIALISE_SECURE_CHANNEL;
  private int metadataPieces;
  private int taken;
  private Optional<Bytes> dpProprietaryData = Optional.empty();
  private Optional<StoreMetadataRequest> metadata = Optional.empty();

  /** A refusal by the card itself; those of the secure channel are {@link BppFailure}. */
  private static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final ErrorReason reason;
    private final transient Optional<Bytes> simaResponse;

    Refused(ErrorReason reason, Optional<Bytes> simaResponse) {
      super(reason.name(), null, false, false);
      this.reason = reason;
      this.simaResponse = simaResponse;
    }
  }

  PackageInstallation(
      CardSession.Prepared session,
      EuiccProfile euicc,
      CardMemory memory,
      int freeMemory,
      EuiccQuirks quirks) {
    this.session = session;
    this.euicc = euicc;
    this.profiles = memory.profiles();
    this.oneTimeKeys = memory.oneTimeKeys();
    this.notifications = memory.notifications();
    this.freeMemory = freeMemory;
    this.quirks = quirks;
    this.opener = new BoundPackageOpener(
        session.key(),
        session.dpPb().publicKey(),
        session.server().transactionId(),
        euicc.eid(),
        euicc.lenient() ? MOST_OF_LENIENT_CARDS : Bsp.MOST_TLV);
  }

  /** Takes the next piece; the result comes with the last one, or with one that is wrong. */
  Optional<ProfileInstallationResult> take(Bytes piece) {
    try {
      countMetadataPiece();
      if (quirks.endsInstallationAt(commandOf(piece))) {
        return quirks
            .value(Quirk.INSTALLATION_ERROR)
            .map(told -> failure(told.command(), told.errorReason(), Optional.empty()));
      }
      var opened = opener.feed(piece);
      return opened.isPresent() ? run(opened.get()) : Optional.empty();
    } catch (BppFailure e) {
      return Optional.of(failure(e.command(), e.reason().code(), Optional.empty()));
    } catch (Refused e) {
      return Optional.of(failure(command, e.reason.code(), e.simaResponse));
    }
  }

  /** Ends the installation where it stands. */
  ProfileInstallationResult fail(ErrorReason reason) {
    return failure(command, reason.code(), Optional.empty());
  }

  /** Returns what is to be told of it if the power goes now. */
  Interruption interruption() {
    return Interruption.of(session.server(), metadata.map(StoreMetadataRequest::iccid), command);
  }

  /** Between metadata and elements stands the command that only some packages have. */
  private BppCommandId commandOf(Bytes piece) {
    boolean replacesKeys = command == BppCommandId.LOAD_PROFILE_ELEMENTS
        && !piece.isEmpty()
        && piece.at(0) == REPLACE_SESSION_KEYS_TAG;
    return replacesKeys ? BppCommandId.REPLACE_SESSION_KEYS : command;
  }

  /** The head of A1 is the first piece of this command, the first 88 the second. */
  private void countMetadataPiece() {
    if (command == BppCommandId.STORE_METADATA && ++metadataPieces > 2) {
      command = BppCommandId.STORE_METADATA_2;
    }
  }

  private Optional<ProfileInstallationResult> run(OpenedCommand opened) throws Refused {
    if (opened instanceof OpenedCommand.InitialiseSecureChannel) {
      secureChannelStands();
    } else if (opened instanceof OpenedCommand.ConfigureIsdp configure) {
      configureIsdp(configure.octets());
    } else if (opened instanceof OpenedCommand.StoreMetadata store) {
      storeMetadata(store.octets());
    } else if (opened instanceof OpenedCommand.LoadProfileElements load) {
      return Optional.of(loaded(load.octets()));
    }
    return Optional.empty();
  }

  /** The one-time key has done its work and serves no second package. */
  private void secureChannelStands() {
    oneTimeKeys.drop(session.key());
    session.key().close();
    command = BppCommandId.CONFIGURE_ISDP;
  }

  private void configureIsdp(Bytes octets) throws Refused {
    var request = parsedConfiguration(octets);
    int proprietary = request.dpProprietaryData().map(Bytes::size).orElse(0);
    require(proprietary <= MOST_PROPRIETARY_DATA, ErrorReason.INCORRECT_INPUT_VALUES);
    reserve(InstalledProfile.EMPTY_ISDP_OCTETS);
    dpProprietaryData = request.dpProprietaryData();
    command = BppCommandId.STORE_METADATA;
  }

  /** Takes octets of the memory for the profile; they are free again if it does not come to be. */
  private void reserve(int octets) throws Refused {
    taken += octets;
    require(taken <= freeMemory, ErrorReason.INSUFFICIENT_MEMORY);
  }

  private ProfileInstallationResult loaded(Bytes octets) throws Refused {
    var result = loadProfileElements(octets);
    metadata.ifPresent(request -> profiles.configure(request.iccid(), dpProprietaryData));
    return result;
  }

  private static ConfigureIsdpRequest parsedConfiguration(Bytes octets) throws Refused {
    try {
      return ConfigureIsdpRequest.parse(octets);
    } catch (InvalidMessage e) {
      throw new Refused(ErrorReason.BSP_STRUCTURE_ERROR, Optional.empty());
    }
  }

  private void storeMetadata(Bytes octets) throws Refused {
    var request = parsedMetadata(octets);
    metadata = Optional.of(request);
    require(
        request.profileClass() != ProfileClass.TEST || euicc.supportsTestProfiles(),
        ErrorReason.UNSUPPORTED_PROFILE_CLASS);
    require(!profiles.contains(request.iccid()), ErrorReason.ICCID_ALREADY_EXISTS);
    reserve(octets.size());
    require(policyRulesAllowed(request), ErrorReason.PPR_NOT_ALLOWED);
    command = BppCommandId.LOAD_PROFILE_ELEMENTS;
  }

  private static StoreMetadataRequest parsedMetadata(Bytes octets) throws Refused {
    try {
      return StoreMetadataRequest.parse(octets);
    } catch (InvalidMessage e) {
      throw new Refused(ErrorReason.BSP_STRUCTURE_ERROR, Optional.empty());
    }
  }

  /** A profile that cannot be disabled must be the only operational one, or the others are lost. */
  private boolean policyRulesAllowed(StoreMetadataRequest request) {
    boolean displaces = CardProfiles.forbidsDisabling(request) && profiles.hasOperational();
    return !displaces
        && POLICY_RULES.stream()
            .filter(rule -> CardProfiles.rule(request, rule))
            .allMatch(rule -> allowed(rule, request));
  }

  private boolean allowed(int rule, StoreMetadataRequest request) {
    return !euicc.forbiddenPolicyRules().contains(rule)
        && euicc.rulesAuthorisationTable().allows(rule, request.profileOwner());
  }

  private ProfileInstallationResult loadProfileElements(Bytes octets) throws Refused {
    var request = metadata.orElseThrow();
    reserve(octets.size());
    var simaResponse = interpreted(octets, request);
    var server = session.server();
    var aid = profiles.add(request, octets, server.identity());
    var result = notifications.installation(
        server, Optional.of(request.iccid()), FinalResult.Success.of(aid, simaResponse));
    var told = Optional.of(server.serverAddress());
    notifications.event(NotificationEvent.INSTALL, request, server.identity(), told);
    return result;
  }

  /** Returns what the interpreter says of the elements, if it has not refused one. */
  private Bytes interpreted(Bytes elements, StoreMetadataRequest request) throws Refused {
    int forFiles = freeMemory - taken + elements.size();
    var end = ProfileInterpreter.interpret(
        elements, request, euicc.abilities(forFiles), quirks.refusedElements());
    if (end instanceof Interpretation.Refused refused) {
      throw new Refused(refused.reason(), refused.simaResponse());
    }
    return ((Interpretation.Installed) end).simaResponse();
  }

  private static void require(boolean holds, ErrorReason otherwise) throws Refused {
    if (!holds) {
      throw new Refused(otherwise, Optional.empty());
    }
  }

  private ProfileInstallationResult failure(
      BppCommandId at, int errorReason, Optional<Bytes> simaResponse) {
    Optional<Iccid> iccid = metadata.map(StoreMetadataRequest::iccid);
    return notifications.installation(
        session.server(), iccid, FinalResult.Failure.of(at.code(), errorReason, simaResponse));
  }
}

package org.opensmdp.simulator;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.rsp.AuthenticateServerRequest;
import org.opensmdp.rsp.AuthenticateServerResponse;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.CancelSessionReason;
import org.opensmdp.rsp.CancelSessionRequest;
import org.opensmdp.rsp.CancelSessionResponse;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.EuiccInfo1;
import org.opensmdp.rsp.EuiccInfo2;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.PendingNotification;
import org.opensmdp.rsp.PrepareDownloadRequest;
import org.opensmdp.rsp.PrepareDownloadResponse;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.SignatureTlv;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.VersionType;
import org.opensmdp.simulator.uicc.CardAbilities;

/**
 * An eUICC without a chip: the functions of ES10b and ES10c on octets, with every check a card makes
 * and every signature a card gives (SGP.22 v2 §5.7). Octets that are no message at all are refused
 * with {@link org.opensmdp.rsp.InvalidMessage}, a command out of place with {@link CardRefusal}.
 *
 * <p>One thread at a time, like a card; cards share nothing.
 */
public final class VirtualEuicc {
  private static final int CHALLENGE_OCTETS = 16;
  private static final int INVALID_TRANSACTION_ID = 5;

  private final EuiccProfile euicc;
  private final SecureRandom random;
  private final InstantSource clock;
  private final CardMemory memory;
  private final NotificationFunctions notificationFunctions;
  private final ProfileFunctions profileFunctions;
  private final AuthenticateServer authenticateServer;
  private final PrepareDownload prepareDownload;
  private CardSession session = new CardSession.None();
  private EuiccQuirks quirks = EuiccQuirks.NONE;
  private CrookedAnswers crooked = new CrookedAnswers(EuiccQuirks.NONE);
  private CardSpeed speed = CardSpeed.INSTANT;
  private Optional<PowerCut> powerCut = Optional.empty();

  /** Makes an eUICC as it is delivered: without profiles. */
  public VirtualEuicc(EuiccProfile euicc, SecureRandom random, InstantSource clock) {
    this(euicc, CardMemory.of(euicc), random, clock);
  }

  private VirtualEuicc(
      EuiccProfile euicc, CardMemory memory, SecureRandom random, InstantSource clock) {
    this.euicc = euicc;
    this.memory = memory;
    this.random = random;
    this.clock = clock;
    this.notificationFunctions = new NotificationFunctions(memory.notifications(), euicc.lenient());
    this.profileFunctions = new ProfileFunctions(
        memory.profiles(), memory.addresses(), euicc.lenient(), () -> quirks.has(Quirk.CAT_BUSY));
    this.authenticateServer = new AuthenticateServer(euicc, memory.revocations(), clock);
    this.prepareDownload =
        new PrepareDownload(memory.oneTimeKeys(), memory.revocations(), random, clock);
  }

  /**
   * Makes the eUICC again that a state was taken of, and gives it power: an installation that was half
   * done is reported as interrupted.
   */
  public static VirtualEuicc of(CardState state, SecureRandom random, InstantSource clock) {
    var euicc = state.euicc();
    return new VirtualEuicc(euicc, state.memory(euicc), random, clock);
  }

  /** Returns what the eUICC is made with and what it keeps without power; its private keys too. */
  public CardState snapshot() {
    var interrupted = session instanceof CardSession.Loading loading
        ? Optional.of(loading.installation().interruption())
        : Optional.<Interruption>empty();
    return CardState.of(euicc, memory, interrupted);
  }

  /** Returns another eUICC that is what this one would be after a loss of power; they share nothing. */
  public VirtualEuicc fork() {
    return of(snapshot(), random, clock);
  }

  /** Returns the functions of ES10a, ES10b and ES10c on octets, as a transport calls them. */
  public Es10Functions es10() {
    return new Es10Functions(this);
  }

  CardAddresses addresses() {
    return memory.addresses();
  }

  NotificationFunctions notificationFunctions() {
    return notificationFunctions;
  }

  ProfileFunctions profileFunctions() {
    return profileFunctions;
  }

  ProfileList profileList() {
    return new ProfileList(memory.profiles().all(), euicc.lenient());
  }

  /** Returns GetRatResponse, BF43. */
  Bytes rat() {
    return Der.tlv(0xBF43, euicc.rulesAuthorisationTable().der());
  }

  /** Takes LoadCRLRequest, BF35, and returns its response. */
  Bytes loadCrl(Tlv request) {
    return new LoadCrl(euicc, memory.revocations()).run(request, freeMemory());
  }

  /** Has the eUICC do from now on what it need not. */
  public void behave(EuiccQuirks value) {
    quirks = value;
    crooked = new CrookedAnswers(value);
    memory.notifications().behave(value);
    powerCut = value.value(Quirk.POWER_LOSS).map(PowerCut::new);
  }

  /** Has the eUICC be as slow from now on. */
  public void takeTime(CardSpeed value) {
    speed = value;
  }

  public Eid eid() {
    return euicc.eid();
  }

  public EuiccInfo1 euiccInfo1() {
    speed.spend(CardSpeed.Command.GET_EUICC_INFO);
    var info = EuiccInfo1.of(euicc.svn(), euicc.forVerification(), euicc.forSigning());
    return VersionedInfo.of(euicc, info);
  }

  /** Returns EUICCInfo2 with the memory that is free now. */
  public EuiccInfo2 euiccInfo2() {
    var builder = EuiccInfo2.builder(euicc.svn(), euicc.forVerification(), euicc.forSigning())
        .profileVersion(euicc.profileVersion())
        .euiccFirmwareVer(euicc.firmware())
        .extCardResource(memory.profiles().all().size(), freeMemory(), euicc.volatileMemory())
        .uiccCapability(bits(euicc.uiccCapability()))
        .rspCapability(bits(euicc.rspCapability()))
        .ppVersion(new VersionType(1, 0, 0))
        .sasAccreditationNumber(euicc.sasAccreditationNumber());
    if (!euicc.forbiddenPolicyRules().isEmpty()) {
      builder.forbiddenProfilePolicyRules(bits(euicc.forbiddenPolicyRules()));
    }
    return VersionedInfo.of(euicc, builder.build());
  }

  private static int[] bits(List<Integer> bits) {
    return bits.stream().mapToInt(Integer::intValue).toArray();
  }

  private int freeMemory() {
    return Math.max(0, euicc.nonVolatileMemory() - memory.octets());
  }

  /** Starts a session, ending the one before, and returns its challenge, 16 octets. */
  public Bytes getEuiccChallenge() {
    speed.spend(CardSpeed.Command.GET_EUICC_CHALLENGE);
    var challenge = new byte[CHALLENGE_OCTETS];
    random.nextBytes(challenge);
    session = new CardSession.Challenged(Bytes.of(challenge));
    return Bytes.wrap(challenge);
  }

  /** Takes AuthenticateServerRequest, BF38. A refusal uses the challenge up. */
  public AuthenticateServerResponse authenticateServer(Bytes bf38Request) {
    speed.spend(CardSpeed.Command.AUTHENTICATE_SERVER);
    var request = AuthenticateServerRequest.parse(bf38Request);
    var code = quirks.value(Quirk.AUTHENTICATE_ERROR);
    if (code.isPresent()) {
      session = new CardSession.None();
      return crooked.written(
          AuthenticateServerResponse.Error.of(request.serverSigned1().transactionId(), code.get()));
    }
    var done = authenticateServer.run(session, request, euiccInfo2(), crooked);
    session = done.session();
    return crooked.written(done.response());
  }

  /**
   * Takes PrepareDownloadRequest, BF21. A refusal leaves the session, so that it can be cancelled; a
   * prepared session may be prepared again.
   */
  public PrepareDownloadResponse prepareDownload(Bytes bf21Request) {
    speed.spend(CardSpeed.Command.PREPARE_DOWNLOAD);
    var request = PrepareDownloadRequest.parse(bf21Request);
    var code = quirks.value(Quirk.DOWNLOAD_ERROR);
    if (code.isPresent()) {
      return crooked.written(
          PrepareDownloadResponse.Error.of(request.smdpSigned2().transactionId(), code.get()));
    }
    var done = prepareDownload.run(session, request, crooked);
    session = done.session();
    return crooked.written(done.response());
  }

  /**
   * Takes one piece of a package, as {@link org.opensmdp.rsp.BoundProfilePackage#segments()} cuts it,
   * and returns the result with the last piece, or with the one that is wrong. After that nothing more
   * is taken.
   *
   * @throws CardRefusal if no download is prepared
   */
  public Optional<ProfileInstallationResult> loadBoundProfilePackage(Bytes piece) {
    speed.spend(CardSpeed.Command.LOAD_BOUND_PROFILE_PACKAGE);
    if (session instanceof CardSession.Prepared prepared) {
      var installation = new PackageInstallation(prepared, euicc, memory, freeMemory(), quirks);
      session = new CardSession.Loading(prepared.server(), installation);
    }
    if (!(session instanceof CardSession.Loading loading)) {
      throw new CardRefusal(CardRefusal.CONDITIONS_NOT_SATISFIED, "no download is prepared");
    }
    var result = loading.installation().take(piece);
    result.ifPresent(end -> session = new CardSession.None());
    if (powerCut.filter(cut -> cut.after(piece)).isPresent()) {
      powerCut = Optional.empty();
      reset();
      throw new PowerLost("while it loaded a package");
    }
    return result;
  }

  /** Takes CancelSessionRequest, BF41, and ends the session if it is that one. */
  public CancelSessionResponse cancelSession(Bytes bf41Request) {
    speed.spend(CardSpeed.Command.CANCEL_SESSION);
    var request = CancelSessionRequest.parse(bf41Request);
    if (!(session instanceof CardSession.Open open)
        || !open.server().transactionId().equals(request.transactionId())) {
      return CancelSessionResponse.Error.of(INVALID_TRANSACTION_ID);
    }
    var code = quirks.value(Quirk.CANCEL_SESSION_ERROR);
    if (code.isPresent()) {
      session = new CardSession.None();
      return CancelSessionResponse.Error.of(code.get());
    }
    forgetOneTimeKey(request.reason());
    session = new CardSession.None();
    var signed =
        crooked.cancelled(request.transactionId(), open.server().smdpOid(), request.reason());
    var signature = open.server().identity().key().sign(signed.der());
    return CancelSessionResponse.Ok.of(
        signed, crooked.signature(Quirk.WRONG_CANCEL_SIGNATURE, SignatureTlv.toDer(signature)));
  }

  /** If the user may come back, the package bound to the key may come back too. */
  private void forgetOneTimeKey(CancelSessionReason reason) {
    if (session instanceof CardSession.Prepared prepared && reason.terminal()) {
      memory.oneTimeKeys().drop(prepared.key());
    }
  }

  /**
   * Takes the power away. A session is lost; an installation half done is reported as interrupted.
   */
  public Optional<ProfileInstallationResult> reset() {
    Optional<ProfileInstallationResult> interrupted = session instanceof CardSession.Loading loading
        ? Optional.of(loading.installation().fail(ErrorReason.INTERRUPTION))
        : Optional.empty();
    session = new CardSession.None();
    profileFunctions.refreshed();
    return interrupted;
  }

  /** Returns the notifications nobody has removed, the oldest first. */
  public List<PendingNotification> notifications() {
    return memory.notifications().pending();
  }

  public void removeNotification(long seq) {
    memory.notifications().remove(seq);
  }

  public List<InstalledProfile> profiles() {
    return memory.profiles().all();
  }

  /** Enables the profile and disables the one that was enabled. */
  public ProfileManagementResult enable(Iccid iccid) {
    return quirks.has(Quirk.CAT_BUSY)
        ? ProfileManagementResult.CAT_BUSY
        : memory.profiles().enable(ProfileIdentifier.OfIccid.of(iccid));
  }

  public ProfileManagementResult disable(Iccid iccid) {
    return quirks.has(Quirk.CAT_BUSY)
        ? ProfileManagementResult.CAT_BUSY
        : memory.profiles().disable(ProfileIdentifier.OfIccid.of(iccid));
  }

  public ProfileManagementResult delete(Iccid iccid) {
    return memory.profiles().delete(ProfileIdentifier.OfIccid.of(iccid));
  }

  /**
   * Has the USIM of the enabled profile answer a challenge of its network, as AUTHENTICATE does (3GPP TS
   * 31.102 §7.1.2). Its sequence numbers move on.
   *
   * @param rand 16 octets
   * @param autn SQN xor AK, AMF and MAC, 16 octets
   * @throws CardRefusal if no profile is enabled, it has no USIM with keys and an algorithm that is
   *     known here, or a size is another
   */
  public AkaAnswer authenticate(Bytes rand, Bytes autn) {
    return authenticate(ProfileElementType.USIM, rand, autn);
  }

  /** As {@link #authenticate(Bytes, Bytes)}, by the USIM, the ISIM or the USIM of an IoT profile. */
  public AkaAnswer authenticate(ProfileElementType application, Bytes rand, Bytes autn) {
    return memory.profiles().application(application).authenticate(rand, autn);
  }

  /**
   * Has an application answer a challenge of GSM, which proves no network: RES, CK and IK, to be
   * converted.
   *
   * @throws CardRefusal as {@link #authenticate(Bytes, Bytes)}
   */
  public AkaAnswer.Success authenticateGsm(ProfileElementType application, Bytes rand) {
    return memory.profiles().application(application).authenticateGsm(rand);
  }

  /** Returns what the eUICC does with profile elements, were all its memory free. */
  public CardAbilities abilities() {
    return euicc.abilities(euicc.nonVolatileMemory());
  }

  @Override
  public String toString() {
    return "VirtualEuicc[" + eid() + "]";
  }
}

package org.opensmdp.simulator;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.rsp.GetEuiccChallengeResponse;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.ProfileInstallationResult;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TlvReader;

/**
 * ES10a, ES10b and ES10c of a {@link VirtualEuicc} on octets (SGP.22 v2 §5.7): the tag says which
 * function. Refused without a response are an unknown tag ({@link CardRefusal#UNKNOWN_TAG}), octets
 * that are not the request of their tag ({@link CardRefusal#INCORRECT_DATA}), and a piece of a package
 * while no download is prepared ({@link CardRefusal#CONDITIONS_NOT_SATISFIED}). One thread at a time.
 */
public final class Es10Functions implements Es10 {
  private static final Bytes EID_ONLY = Bytes.fromHex("5C015A");

  private final VirtualEuicc euicc;

  public Es10Functions(VirtualEuicc euicc) {
    this.euicc = euicc;
  }

  @Override
  public Bytes storeData(Bytes data) {
    try {
      return answer(new TlvReader("request", data).peek(), data);
    } catch (InvalidMessage e) {
      throw new CardRefusal(CardRefusal.INCORRECT_DATA, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void powerCycle() {
    euicc.reset();
  }

  /**
   * Whether the card has a REFRESH for the terminal, which the transport announces with 91xx (ETSI TS
   * 102 221 §7.4.2).
   */
  @Override
  public boolean refreshPending() {
    return euicc.profileFunctions().refreshPending();
  }

  @Override
  public void refreshed() {
    euicc.profileFunctions().refreshed();
  }

  private Bytes answer(int tag, Bytes data) {
    return switch (tag) {
      case 0xBF36, 0xA0, 0xA1, 0xA2, 0xA3, 0x86, 0x87, 0x88 ->
        euicc.loadBoundProfilePackage(data).map(ProfileInstallationResult::der).orElse(Bytes.EMPTY);
      case 0xBF38 -> euicc.authenticateServer(data).der();
      case 0xBF21 -> euicc.prepareDownload(data).der();
      case 0xBF41 -> euicc.cancelSession(data).der();
      case 0xBF20, 0xBF22, 0xBF2E, 0xBF3C, 0xBF3E, 0xBF3F, 0xBF43, 0xBF35 ->
        ofTheCard(Tlv.parse("request", data));
      case 0xBF28, 0xBF2B, 0xBF30 -> ofNotifications(Tlv.parse("request", data));
      case 0xBF2D, 0xBF29, 0xBF31, 0xBF32, 0xBF33, 0xBF34 -> ofProfiles(Tlv.parse("request", data));
      default -> throw new CardRefusal(CardRefusal.UNKNOWN_TAG, "tag %X".formatted(tag));
    };
  }

  private Bytes ofTheCard(Tlv request) {
    return switch (request.tag()) {
      case 0xBF20 -> euicc.euiccInfo1().der();
      case 0xBF22 -> euicc.euiccInfo2().der();
      case 0xBF2E -> GetEuiccChallengeResponse.of(euicc.getEuiccChallenge()).der();
      case 0xBF3C -> euicc.addresses().configuredAddresses();
      case 0xBF3E -> euiccData(request);
      case 0xBF3F -> euicc.addresses().setDefaultDpAddress(request);
      case 0xBF43 -> euicc.rat();
      default -> euicc.loadCrl(request);
    };
  }

  private Bytes euiccData(Tlv request) {
    if (!request.value().equals(EID_ONLY)) {
      throw new InvalidMessage("GetEuiccDataRequest.tagList: not 5A");
    }
    return Der.tlv(0xBF3E, Der.tlv(0x5A, euicc.eid().octets()));
  }

  private Bytes ofNotifications(Tlv request) {
    var functions = euicc.notificationFunctions();
    return switch (request.tag()) {
      case 0xBF28 -> functions.list(request);
      case 0xBF2B -> functions.retrieve(request);
      default -> functions.remove(request);
    };
  }

  private Bytes ofProfiles(Tlv request) {
    var functions = euicc.profileFunctions();
    return switch (request.tag()) {
      case 0xBF2D -> euicc.profileList().answer(request);
      case 0xBF29 -> functions.setNickname(request);
      case 0xBF31 -> functions.enable(request);
      case 0xBF32 -> functions.disable(request);
      case 0xBF33 -> functions.delete(request);
      default -> functions.memoryReset(request);
    };
  }
}

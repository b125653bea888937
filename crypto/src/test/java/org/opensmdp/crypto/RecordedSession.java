package org.opensmdp.crypto;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Secret;

/**
 * A small complete session on P-256, recorded by an independent implementation (test certificates of
 * SGP.26, host identifier "euicc-rsp", session keys, no ReplaceSessionKeys).
 */
final class RecordedSession {
  static final Eid EID = new Eid("89049032123451234512345678901235");
  static final Bytes TRANSACTION_ID = Bytes.fromHex("0102030405060708090a0b0c0d0e0f10");
  static final Bytes HOST_ID = Bytes.fromHex("65756963632d727370");
  static final Secret SMDP_SCALAR =
      Secret.of(Bytes.fromHex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"));
  static final EcPublicKey EUICC_OTPK = nist(
      "04a61b5852fedeecd5373d769af0edbc94502276d9c6ff1da3a156fecf31c6629954aea62862e227aebaf745c4"
          + "e1d5f1bcbba6136400d9f0a63434225fee2590ae");
  static final EcPublicKey SMDP_OTPK = nist(
      "04515c3d6eb9e396b904d3feca7f54fdcd0cc1e997bf375dca515ad0a6c3b4035f4536be3a50f318fbf9a54759"
          + "02a221502bef0d57e08c53b2cc0a56f17d9f9354");
  static final Bytes Z =
      Bytes.fromHex("79696dc34351dfc7758b07baf66643f01d7d8f5ab976c51d5f2c42ab71f5a6c3");
  static final Bytes PROFILE_PACKAGE =
      Bytes.fromHex("7468652d756963632d70726f66696c652d66697874757265");
  static final Bytes CONFIGURE_ISDP = Bytes.fromHex("bf2400");
  static final Bytes STORE_METADATA = Bytes.fromHex(
      "bf252f5a0a98001032547698103214910965756963632d727370921665756963632d72737020746573742070726f"
          + "66696c65");
  static final Bytes BOUND_PROFILE_PACKAGE = Bytes.fromHex(
      "bf36820139bf2381af82010180100102030405060708090a0b0c0d0e0f10a611800188810110840965756963632d"
          + "7273705f494104515c3d6eb9e396b904d3feca7f54fdcd0cc1e997bf375dca515ad0a6c3b4035f4536be3a50"
          + "f318fbf9a5475902a221502bef0d57e08c53b2cc0a56f17d9f93545f3740f72d0eedb0ad2d927b79efe49ffa"
          + "c4ffd22936ae6a0a61af231865a731ff9e0799a0f77f8e067ecc846e338f5092f17e04297d701cdff3c89a66"
          + "a60f1bf53a08a01a8718bc43d09ef085954b55e4acdbb87b6649813b5db57a02d5c9a13c883abf252f5a0a98"
          + "001032547698103214910965756963632d727370921665756963632d72737020746573742070726f66696c65"
          + "828551c5821b722da32a8628b139c6739477952566feae3cc59b87f5de1378b9c4dcabfcc45c50e961acf8a5"
          + "81df5bcdbaf531d4");

  private static final String EUICC_SIGNATURE_1 =
      "5f37406e84e27208c1178fc9f536546dc0b0c361b25c7a98543bcebef4785b6edade44c7ecc7a06e2a485c7ab24866"
          + "bf441d0ccc46aa98f84cb21999ed39c209f15a09";
  private static final String SMDP_SIGNATURE_2 =
      "5f374083e80cb1679d7ddac7c95cd24f7ccb6e8e4d7f542a0cda233d7d361c4f03578bfd9929bfdd3476e7858865ae"
          + "924bc200b6cfc85ee58efb5dd49064ccca1f152a";

  private RecordedSession() {}

  enum Signer {
    DP_AUTH(
        "044dfed4f4694791bf1695cea0307a35b418019695387bb75b7d2447b6b5209f0445ae4e5e521cd13888d75fe0"
            + "7c8580222ae20dbaac1d77cd76304993421bd739"),
    DP_PB(
        "04104c2ae3d02def9c979261a7c6710076b970721d0955a2644ae05fae4bc2314e5dc09f6bf0118026165342e2"
            + "12318775e365f3b57325373066b9906e0bd1388d"),
    EUICC(
        "046db3f53adc87dc2ff10c7bfcd87ad13ae97009afa065a6757ee571b3f2ebb18f46c1d68f3edeb0e74b2e5d54"
            + "2051e7d27f50952028605afdef79fe9fffd03959");

    private final String point;

    Signer(String point) {
      this.point = point;
    }

    EcPublicKey key() {
      return nist(point);
    }
  }

  record Signed(Bytes message, Bytes signature) {}

  static Signed signed(String name) {
    return switch (name) {
      case "serverSignature1" ->
        of(
            "304880100102030405060708090a0b0c0d0e0f108110aabbccddeeff001122334455667788998310736d64"
                + "702e6578616d706c652e636f6d8410f0e1d2c3b4a5968778695a4b3c2d1e0f",
            "5f3740255b3d41482e72451354d041068ec645f12b32c60247894cb4ae539744cb271a43b00c0e83a69c11"
                + "f82085df11622ac51b3b27411e2b87f1b3a97c3d072f6749");
      case "euiccSignature1" ->
        of(
            "306a80100102030405060708090a0b0c0d0e0f108310736d64702e6578616d706c652e636f6d8410f0e1d2"
                + "c3b4a5968778695a4b3c2d1e0fbf222581030202008203020200830301000084010085020000880200"
                + "00a900aa0004030200000c00a00aa108800400000000a100",
            EUICC_SIGNATURE_1);
      case "smdpSignature2" ->
        of("301580100102030405060708090a0b0c0d0e0f10010100" + EUICC_SIGNATURE_1, SMDP_SIGNATURE_2);
      case "euiccSignature2" ->
        of(
            "305680100102030405060708090a0b0c0d0e0f105f4941" + EUICC_OTPK.point()
                + SMDP_SIGNATURE_2,
            "5f3740c10e70d66a63b5930be723eb592bcab5acc5bec90bb7bb3247d978ec95fd14192aad04978a852afc"
                + "f3711b610bf875a69b21b45e6e80634cb2d6fb8bdbf20e9c");
      case "smdpSign" ->
        of(
            "82010180100102030405060708090a0b0c0d0e0f10a611800188810110840965756963632d727370"
                + "5f4941"
                + SMDP_OTPK.point()
                + "5f4941"
                + EUICC_OTPK.point(),
            "5f3740f72d0eedb0ad2d927b79efe49ffac4ffd22936ae6a0a61af231865a731ff9e0799a0f77f8e067ecc"
                + "846e338f5092f17e04297d701cdff3c89a66a60f1bf53a08");
      case "euiccSignPIR" ->
        of(
            "bf275880100102030405060708090a0b0c0d0e0f10bf2f25800101810200800c10736d64702e6578616d70"
                + "6c652e636f6d5a0a9800103254769810321406028837a218a0164f10a0000005591010ffffffff8900"
                + "00110004023000",
            "5f3740de267b67fd171d43b84a0280c67ab2cf692d9b42925a1000fb74d10c6c85f9852ed6451d561f2435"
                + "ed7e49280fdfdb8ad940e5c57981b0c24288774466406599");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Signed of(String message, String signatureTlv) {
    return new Signed(Bytes.fromHex(message), Bytes.fromHex(signatureTlv.substring(6)));
  }

  private static EcPublicKey nist(String point) {
    return new EcPublicKey(Curve.NIST_P256, Bytes.fromHex(point));
  }
}

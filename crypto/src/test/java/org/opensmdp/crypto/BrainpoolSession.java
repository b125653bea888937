package org.opensmdp.crypto;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/** A complete binding on brainpoolP256r1 with profile keys, by code that reproduces the other vectors. */
final class BrainpoolSession {
  static final Secret SMDP_SCALAR =
      Secret.of(Bytes.fromHex("1112131415161718191a1b1c1d1e1f202122232425262728292a2b2c2d2e2f30"));
  static final Secret EUICC_SCALAR =
      Secret.of(Bytes.fromHex("4142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f60"));
  static final EcPublicKey SMDP_OTPK =
      brainpool("0441d873b8d7bb0c0ddc922665913738a6f129d37fa9fe6d8177d7f165d31b84ca"
          + "6d808f20b75519ee30387f4cae4dc6b40f42b28e9df92f39be5da3ead423e12e");
  static final EcPublicKey EUICC_OTPK =
      brainpool("0492ebafbe4a5854cb42673419cbc99459147dd38363acb25a59bc52e0cc058024"
          + "58139efaafcf31fcc947d30776f4c121f104b3b31b9a25876cd8d17d405e5a25");
  static final Bytes Z =
      Bytes.fromHex("81639a39284ffe8ae983be386abdf637c2bba75648b79779e69b340181800ad3");
  static final Bytes HOST_ID = Bytes.fromHex("0102030405060708");
  static final Bytes CONFIGURE_ISDP = Bytes.fromHex("bf2407b805800388370a");
  static final Bytes CONFIGURE_ISDP_87 =
      Bytes.fromHex("871880d3910142a996bc361fcab460ddf8a4fcb11e6d58b3634f");
  static final Bytes STORE_METADATA = Bytes.fromHex(
      "bf253e5a0a98001032547698103214910441434d45920941434d452054657374b6183016800204f08110736d64"
          + "702e6578616d706c652e636f6db705800300f110");
  static final Bytes STORE_METADATA_88 =
      Bytes.concat(Bytes.fromHex("8849"), STORE_METADATA, Bytes.fromHex("648a8583ca422d4b"));
  static final Bytes PPK_CHAINING = Bytes.fromHex("000102030405060708090a0b0c0d0e0f");
  static final Bytes PPK_ENC = Bytes.fromHex("101112131415161718191a1b1c1d1e1f");
  static final Bytes PPK_CMAC = Bytes.fromHex("202122232425262728292a2b2c2d2e2f");
  static final Bytes REPLACE_SESSION_KEYS =
      Bytes.fromHex("bf26368010" + PPK_CHAINING + "8110" + PPK_ENC + "8210" + PPK_CMAC);
  static final Bytes REPLACE_SESSION_KEYS_87 = Bytes.fromHex(
      "87487f614d4a9afd124ca2f085f15c85f42d0226d46c82673f8da4fc4a0e33cfd4492c13f11ae228724529726c"
          + "036af577c7e897ac2661a07d72c13d111a616bbcfaa6f3cb5e227292a1");

  private BrainpoolSession() {}

  static BspKeys sessionKeys() {
    return KeyDerivation.sessionKeys(Secret.of(Z), HOST_ID, RecordedSession.EID);
  }

  static BspKeys profileKeys() {
    return new BspKeys(PPK_CHAINING, Secret.of(PPK_ENC), Secret.of(PPK_CMAC));
  }

  /** 2100 octets, each its index modulo 256. */
  static Bytes profilePackage() {
    var octets = new byte[2100];
    for (int i = 0; i < octets.length; i++) {
      octets[i] = (byte) i;
    }
    return Bytes.wrap(octets);
  }

  private static EcPublicKey brainpool(String point) {
    return new EcPublicKey(Curve.BRAINPOOL_P256R1, Bytes.fromHex(point));
  }
}

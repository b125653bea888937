package org.opensmdp.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CryptoProvidersTest {

  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  @DisabledIfSystemProperty(named = "opensmdp.crypto", matches = "bouncycastle")
  void choosesTheNativeLibraryWhereItLoads() {
    assertThat(CryptoProviders.isNative()).isTrue();
    assertThat(CryptoProviders.description()).isEqualTo("Conscrypt 2.9.0");
    assertThat(CryptoProviders.of(Curve.NIST_P256)).isInstanceOf(ConscryptEngine.class);
  }

  @Test
  @EnabledIfSystemProperty(named = "opensmdp.crypto", matches = "bouncycastle")
  void leavesTheNativeLibraryOutWhenToldSo() {
    assertThat(CryptoProviders.isNative()).isFalse();
    assertThat(CryptoProviders.description()).startsWith("Bouncy Castle 1.");
    assertThat(CryptoProviders.of(Curve.NIST_P256)).isInstanceOf(BouncyCastleEngine.class);
  }

  @Test
  void computesOnBrainpoolInJava() {
    assertThat(CryptoProviders.of(Curve.BRAINPOOL_P256R1)).isInstanceOf(BouncyCastleEngine.class);
  }
}

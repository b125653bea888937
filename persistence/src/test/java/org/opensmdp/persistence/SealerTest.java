package org.opensmdp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

class SealerTest {
  private static final Secret KI = Secret.of("a key of a subscriber".getBytes(UTF_8));

  private final Path keyFile;
  private final Sealer sealer;

  SealerTest(@TempDir Path directory) {
    this.keyFile = directory.resolve("keys/sealing.json");
    this.sealer = Sealer.create(keyFile);
  }

  @Test
  void opensWhatItSealed() {
    var sealed = sealer.seal("profile", "ki", "8988", KI);

    assertThat(sealer.open("profile", "ki", "8988", sealed)).isEqualTo(KI);
    assertThat(sealed.toString()).doesNotContain(KI.reveal().toString());
  }

  @Test
  void opensAfterARestart() {
    var sealed = sealer.seal("profile", "ki", "8988", KI);

    assertThat(Sealer.open(keyFile).open("profile", "ki", "8988", sealed)).isEqualTo(KI);
  }

  @Test
  void sealsTheSameValueDifferentlyEachTime() {
    assertThat(sealer.seal("profile", "ki", "8988", KI))
        .isNotEqualTo(sealer.seal("profile", "ki", "8988", KI));
  }

  @Test
  void refusesAValueMovedToAnotherPlace() {
    var sealed = sealer.seal("profile", "ki", "8988", KI);

    assertRefused("profile", "ki", "8989", sealed);
    assertRefused("profile", "opc", "8988", sealed);
    assertRefused("binding", "ki", "8988", sealed);
    assertRefused("profilek", "i", "8988", sealed);
  }

  @Test
  void refusesAValueWithAnyOctetAltered() {
    var sealed = sealer.seal("profile", "ki", "8988", KI);

    for (int i = 0; i < sealed.size(); i++) {
      var octets = sealed.toArray();
      octets[i] ^= 1;
      assertRefused("profile", "ki", "8988", Bytes.wrap(octets));
    }
  }

  @Test
  void refusesAValueCutShort() {
    assertRefused("profile", "ki", "8988", Bytes.EMPTY);
    assertRefused(
        "profile", "ki", "8988", sealer.seal("profile", "ki", "8988", KI).slice(0, 20));
  }

  @Test
  void refusesAValueOfAnotherKey() {
    var other = Sealer.create(keyFile.resolveSibling("other.json"));

    assertRefused("profile", "ki", "8988", other.seal("profile", "ki", "8988", KI));
  }

  @Test
  void opensWithTheOldKeysAndSealsWithTheNewest() throws Exception {
    var old = sealer.seal("profile", "ki", "8988", KI);
    addKey();
    var rotated = Sealer.open(keyFile);

    var fresh = rotated.seal("profile", "ki", "8988", KI);

    assertThat(rotated.open("profile", "ki", "8988", old)).isEqualTo(KI);
    assertThat(rotated.open("profile", "ki", "8988", fresh)).isEqualTo(KI);
    assertRefused("profile", "ki", "8988", fresh);
  }

  @Test
  void addsThirtyThreeOctetsToAValue() {
    // The key's number and its version, the nonce, the tag.
    assertThat(sealer.seal("profile", "ki", "8988", KI).size()).isEqualTo(KI.size() + 5 + 12 + 16);
  }

  @Test
  void keepsTheKeyInAFileForItsOwnerOnly() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
        .isEqualTo("rw-------");
    try (var files = Files.list(keyFile.resolveSibling(""))) {
      assertThat(files).containsExactly(keyFile);
    }
  }

  @Test
  void neverReplacesAKey() {
    var sealed = sealer.seal("profile", "ki", "8988", KI);

    assertThat(Sealer.create(keyFile).open("profile", "ki", "8988", sealed)).isEqualTo(KI);
  }

  @Test
  void namesTheFileAndTheRemedyWhenTheKeyIsMissing() throws IOException {
    Files.delete(keyFile);

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Sealer.open(keyFile))
        .withMessageContaining(keyFile.toString())
        .withMessageContaining("restore the file from its backup");
  }

  @Test
  void namesTheFileButNotItsContentWhenTheKeyIsDamaged() throws IOException {
    var whole = Files.readString(keyFile);
    Files.writeString(keyFile, whole.substring(0, whole.length() / 2));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Sealer.open(keyFile))
        .withMessageContaining("damaged")
        .withNoCause();
  }

  @Test
  void refusesAKeyThatOthersCanRead() throws IOException {
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r--r--"));

    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> Sealer.open(keyFile))
        .withMessageContaining("chmod 600");
  }

  /** Makes a new key the primary one of the file. */
  private void addKey() throws Exception {
    var access = InsecureSecretKeyAccess.get();
    var keyset = TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(keyFile), access);
    var newest = KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
        .withRandomId()
        .makePrimary();
    var rotated = KeysetHandle.newBuilder(keyset).addEntry(newest).build();
    Files.writeString(keyFile, TinkJsonProtoKeysetFormat.serializeKeyset(rotated, access));
  }

  private void assertRefused(String table, String column, String row, Bytes sealed) {
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> sealer.open(table, column, row, sealed))
        .withMessageContaining("does not open")
        .withMessageNotContaining("subscriber");
  }
}

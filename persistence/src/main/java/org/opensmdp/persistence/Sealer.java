package org.opensmdp.persistence;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

/**
 * Encryption at rest: AES-256-GCM under a key that is in a file and never in the database. A sealed
 * value opens only in the table, column and row that it was sealed for. Any thread.
 *
 * <p>The file holds a keyset: the newest of its keys, the primary one, seals, and each of them opens
 * what it has sealed. So an old key stays until the last of its values is sealed anew.
 */
public final class Sealer {
  private static final Set<PosixFilePermission> TOO_OPEN = EnumSet.of(
      PosixFilePermission.GROUP_WRITE,
      PosixFilePermission.OTHERS_READ,
      PosixFilePermission.OTHERS_WRITE);

  private final Aead aead;

  private Sealer(KeysetHandle keyset) throws GeneralSecurityException {
    this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  /**
   * Makes a new key in a file of mode 0600; returns the one that another node was faster to make.
   *
   * @throws StorageException if the file cannot be written
   */
  public static Sealer create(Path keyFile) {
    try {
      Folders.createPrivate(keyFile.toAbsolutePath().resolveSibling(""));
      // Not by process id: in two containers on one volume both are often 1.
      var part = keyFile.resolveSibling(keyFile.getFileName() + "." + UUID.randomUUID());
      Folders.writePrivate(part, newKeyset().getBytes(UTF_8));
      try {
        Files.createLink(keyFile, part); // all of it at once, and never over another
      } catch (FileAlreadyExistsException e) {
        return open(keyFile);
      } finally {
        Files.delete(part);
      }
      return open(keyFile);
    } catch (IOException e) {
      throw new StorageException("cannot make the sealing key " + keyFile + ": " + e, e);
    }
  }

  /**
   * Opens the keys that sealed what is in the database.
   *
   * @throws StorageException if the file is missing, open to others or not a keyset
   */
  public static Sealer open(Path keyFile) {
    try {
      checkPermissions(keyFile);
      AeadConfig.register();
      return new Sealer(TinkJsonProtoKeysetFormat.parseKeyset(
          Files.readString(keyFile, UTF_8), InsecureSecretKeyAccess.get()));
    } catch (NoSuchFileException e) {
      throw new StorageException(
          "The sealing key " + keyFile
              + " is missing. Without it the secrets in the database cannot be"
              + " read: restore the file from its backup.",
          e);
    } catch (GeneralSecurityException | IOException e) {
      // Without the cause: a parser's message may quote the key.
      throw new StorageException("The sealing key " + keyFile
          + " cannot be read or is damaged. Restore the file from its" + " backup.");
    }
  }

  public Bytes seal(String table, String column, String row, Secret plain) {
    var octets = plain.toArray();
    try {
      return Bytes.wrap(aead.encrypt(octets, place(table, column, row)));
    } catch (GeneralSecurityException e) {
      throw new StorageException("cannot seal " + table + "." + column, e);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  /**
   * Returns the value that was sealed for this place.
   *
   * @throws StorageException if the value was altered, moved from another place, or sealed with a key
   *     that is not in the file
   */
  public Secret open(String table, String column, String row, Bytes sealed) {
    byte[] octets = {};
    try {
      octets = aead.decrypt(sealed.toArray(), place(table, column, row));
      return Secret.of(octets);
    } catch (GeneralSecurityException e) {
      throw new StorageException(
          table + "." + column + " of row " + row
              + " does not open: it was altered, moved here from"
              + " another place, or sealed with a key that is not in the file.",
          e);
    } finally {
      Arrays.fill(octets, (byte) 0);
    }
  }

  /** Lengths before the names, so that no two places have the same octets. */
  private static byte[] place(String... names) {
    int size = 0;
    var encoded = new byte[names.length][];
    for (int i = 0; i < names.length; i++) {
      encoded[i] = names[i].getBytes(UTF_8);
      size += Integer.BYTES + encoded[i].length;
    }
    var place = ByteBuffer.allocate(size);
    for (byte[] name : encoded) {
      place.putInt(name.length).put(name);
    }
    return place.array();
  }

  private static String newKeyset() {
    try {
      AeadConfig.register();
      var keyset = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
      return TinkJsonProtoKeysetFormat.serializeKeyset(keyset, InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new StorageException("cannot make a sealing key", e);
    }
  }

  private static void checkPermissions(Path keyFile) throws IOException {
    var found = Files.getPosixFilePermissions(keyFile);
    if (found.stream().anyMatch(TOO_OPEN::contains)) {
      throw new StorageException(
          "The sealing key " + keyFile + " is open to other users. Close it: chmod 600 " + keyFile);
    }
  }
}

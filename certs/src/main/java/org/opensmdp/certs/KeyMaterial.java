package org.opensmdp.certs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.opensmdp.crypto.SoftwareSigningKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.Secret;

/**
 * What a {@link CredentialSource} holds: the certificates, the own one first, and the PKCS#8 of the
 * private key. Exceptions name the file and never carry a cause: a library's text could quote a key.
 */
record KeyMaterial(Path file, Path keyFile, List<Bytes> certificates, Secret pkcs8) {

  static KeyMaterial read(CredentialSource source) {
    return source instanceof Pkcs12 store ? fromPkcs12(store) : fromPem((CertAndKey) source);
  }

  RspCertificate certificate() {
    return CertificateFiles.parse(file, certificates.get(0));
  }

  SoftwareSigningKey signingKey() {
    try {
      return SoftwareSigningKey.fromPkcs8(pkcs8.reveal());
    } catch (InvalidMessage e) {
      throw new CredentialException(
          keyFile + ": " + e.getMessage() + "; give a private key on P-256 or brainpoolP256r1");
    }
  }

  private static KeyMaterial fromPem(CertAndKey files) {
    var certificates = CertificateFiles.readOctets(files.certificate());
    return new KeyMaterial(
        files.certificate(), files.key(), certificates, Secret.of(pkcs8(files.key())));
  }

  private static byte[] pkcs8(Path file) {
    var text = new String(CertificateFiles.content(file), ISO_8859_1);
    try (var parser = new PEMParser(new StringReader(text))) {
      for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
        if (found instanceof PEMKeyPair pair) {
          return pair.getPrivateKeyInfo().getEncoded();
        } else if (found instanceof PrivateKeyInfo info) {
          return info.getEncoded();
        } else if (found instanceof PKCS8EncryptedPrivateKeyInfo
            || found instanceof PEMEncryptedKeyPair) {
          throw new CredentialException(file
              + ": the private key is encrypted; decrypt it (openssl pkey) or give PKCS#12 with a"
              + " password file");
        }
      }
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new CredentialException(file + ": damaged PEM; export the private key again");
    }
    throw new CredentialException(file + ": no private key in it; give PKCS#8 or SEC1 in PEM");
  }

  private static KeyMaterial fromPkcs12(Pkcs12 source) {
    var content = CertificateFiles.content(source.file());
    var password = password(source.passwordFile());
    try {
      // Bouncy Castle's store: the platform's knows no brainpool keys
      var store = KeyStore.getInstance("PKCS12", new BouncyCastleProvider());
      store.load(new ByteArrayInputStream(content), password);
      return fromStore(source.file(), store, password);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      if (e instanceof CredentialException told) {
        throw told;
      }
      throw new CredentialException("%s: cannot be opened with the password in %s; check both"
          .formatted(source.file(), source.passwordFile()));
    }
  }

  private static char[] password(Path file) {
    var text = new String(CertificateFiles.content(file), UTF_8);
    return text.lines().findFirst().orElse("").toCharArray();
  }

  private static KeyMaterial fromStore(Path file, KeyStore store, char[] password)
      throws GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      var key = store.isKeyEntry(alias) ? store.getKey(alias, password) : null;
      if (key != null) {
        return new KeyMaterial(file, file, chain(file, store, alias), Secret.of(key.getEncoded()));
      }
    }
    throw new CredentialException(
        file + ": no private key in it; export the key together with its certificate");
  }

  private static List<Bytes> chain(Path file, KeyStore store, String alias)
      throws KeyStoreException, java.security.cert.CertificateEncodingException {
    var certificates = new ArrayList<Bytes>();
    var chain = store.getCertificateChain(alias);
    for (Certificate certificate : chain == null ? new Certificate[0] : chain) {
      certificates.add(Bytes.wrap(certificate.getEncoded()));
    }
    if (certificates.isEmpty()) {
      throw new CredentialException(
          file + ": no certificate for its key; export the key together with its certificate");
    }
    return certificates;
  }
}

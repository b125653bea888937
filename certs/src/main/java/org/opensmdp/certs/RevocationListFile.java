package org.opensmdp.certs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import org.bouncycastle.util.io.pem.PemReader;
import org.opensmdp.rsp.Bytes;

/** The octets of a CRL in a file, PEM or DER. */
final class RevocationListFile {
  static final String CRL = "X509 CRL";
  private static final String PEM_START = "-----BEGIN ";

  private RevocationListFile() {}

  static Bytes octets(Path file) {
    var content = CertificateFiles.content(file);
    var text = new String(content, ISO_8859_1);
    return text.contains(PEM_START) ? fromPem(file, text) : Bytes.wrap(content);
  }

  private static Bytes fromPem(Path file, String text) {
    try (var reader = new PemReader(new StringReader(text))) {
      for (var object = reader.readPemObject(); object != null; object = reader.readPemObject()) {
        if (object.getType().equals(CRL)) {
          return Bytes.wrap(object.getContent());
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new CredentialException(file + ": damaged PEM; fetch the list again");
    }
    throw new CredentialException(file + ": no CRL in it; give a CRL of the CI in PEM or DER");
  }
}

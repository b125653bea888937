package org.opensmdp.certs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.bouncycastle.util.io.pem.PemWriter;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/** Certificates in files: PEM with one or more, or DER with one. */
public final class CertificateFiles {
  static final String CERTIFICATE = "CERTIFICATE";
  private static final String PEM_START = "-----BEGIN ";

  private CertificateFiles() {}

  /**
   * Reads all certificates of a file, at least one.
   *
   * @throws CredentialException if the file cannot be read, or holds no or another certificate
   */
  public static List<RspCertificate> read(Path file) {
    return readOctets(file).stream().map(der -> parse(file, der)).toList();
  }

  /** Reads the first certificate of a file; errors as {@link #read}. */
  public static RspCertificate readFirst(Path file) {
    return parse(file, readOctets(file).get(0));
  }

  /** Writes the certificates as PEM. */
  public static void write(Path file, List<RspCertificate> certificates) throws IOException {
    Files.writeString(file, pem(certificates.stream().map(RspCertificate::der).toList()));
  }

  static RspCertificate parse(Path file, Bytes der) {
    try {
      return RspCertificate.parse(der);
    } catch (InvalidMessage e) {
      throw new CredentialException(
          "%s: %s; give an X.509 certificate in PEM or DER".formatted(file, e.getMessage()));
    }
  }

  static List<Bytes> readOctets(Path file) {
    var octets = content(file);
    var text = new String(octets, ISO_8859_1);
    var certificates = text.contains(PEM_START) ? fromPem(file, text) : List.of(Bytes.wrap(octets));
    if (certificates.isEmpty()) {
      throw new CredentialException(
          "%s: no certificate in it; give an X.509 certificate in PEM or DER".formatted(file));
    }
    return certificates;
  }

  static String pem(List<Bytes> certificates) {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      for (Bytes certificate : certificates) {
        writer.writeObject(new PemObject(CERTIFICATE, certificate.toArray()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("in-memory encoding cannot fail", e);
    }
    return text.toString();
  }

  static byte[] content(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new CredentialException(file + ": no such file; correct the path in the configuration");
    } catch (IOException e) {
      throw new CredentialException("%s: cannot be read (%s); check its kind and who may read it"
          .formatted(file, e.getClass().getSimpleName()));
    }
  }

  private static List<Bytes> fromPem(Path file, String text) {
    var certificates = new ArrayList<Bytes>();
    try (var reader = new PemReader(new StringReader(text))) {
      for (var object = reader.readPemObject(); object != null; object = reader.readPemObject()) {
        if (object.getType().equals(CERTIFICATE)) {
          certificates.add(Bytes.wrap(object.getContent()));
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new CredentialException(file + ": damaged PEM; export the certificate again");
    }
    return certificates;
  }
}

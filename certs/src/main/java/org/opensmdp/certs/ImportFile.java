package org.opensmdp.certs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.bouncycastle.util.io.pem.PemHeader;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.opensmdp.crypto.SoftwareSigningKey;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/** Recognises what one file holds by its content; the name only decides whether junk is worth a word. */
final class ImportFile {
  private static final Pattern PROMISING =
      Pattern.compile(".*\\.(der|pem|crt|cer|key|crl|p12|pfx)|(cert|sk)_.*");
  private static final String ENCRYPTED =
      "an encrypted private key; decrypt it (openssl pkey -in FILE -out FILE.pem)";

  private final Path shown;
  private final ImportFound found;

  private ImportFile(Path shown, ImportFound found) {
    this.shown = shown;
    this.found = found;
  }

  static void read(Path file, Path shown, ImportFound found) {
    try {
      new ImportFile(shown, found).content(Files.readAllBytes(file));
    } catch (IOException e) {
      found.leaveOut(shown, "cannot be read (%s)".formatted(e.getClass().getSimpleName()));
    }
  }

  private void content(byte[] octets) {
    var text = new String(octets, ISO_8859_1);
    if (text.contains("-----BEGIN ")) {
      pem(text);
    } else if (octets.length > 0 && octets[0] == 0x30) {
      der(Bytes.wrap(octets));
    } else {
      nothing("holds neither DER nor PEM");
    }
  }

  private void pem(String text) {
    try (var reader = new PemReader(new StringReader(text))) {
      for (var object = reader.readPemObject(); object != null; object = reader.readPemObject()) {
        block(object);
      }
    } catch (IOException | RuntimeException e) {
      found.leaveOut(shown, "damaged PEM; export it again");
    }
  }

  private void block(PemObject object) {
    var content = Bytes.wrap(object.getContent());
    switch (object.getType()) {
      case CertificateFiles.CERTIFICATE -> certificate(content);
      case RevocationListFile.CRL -> list(content);
      case "PRIVATE KEY", "EC PRIVATE KEY" -> {
        if (encrypted(object)) {
          found.leaveOut(shown, ENCRYPTED);
        } else {
          key(content);
        }
      }
      case "ENCRYPTED PRIVATE KEY" -> found.leaveOut(shown, ENCRYPTED);
      default -> found.other(); // public keys, requests, curve parameters
    }
  }

  private static boolean encrypted(PemObject object) {
    for (Object header : object.getHeaders()) {
      if (header instanceof PemHeader field && field.getValue().contains("ENCRYPTED")) {
        return true;
      }
    }
    return false;
  }

  private void certificate(Bytes der) {
    try {
      found.certificate(shown, RspCertificate.parse(der));
    } catch (InvalidMessage e) {
      found.leaveOut(shown, "a certificate that cannot be used: " + e.getMessage());
    }
  }

  private void key(Bytes der) {
    try {
      found.key(shown, keyIn(der));
    } catch (InvalidMessage e) {
      found.leaveOut(shown, "a private key that cannot be used: " + e.getMessage());
    }
  }

  private void list(Bytes der) {
    try {
      found.list(shown, RevocationList.parse(der));
    } catch (InvalidMessage e) {
      found.leaveOut(shown, "a CRL that cannot be used: " + e.getMessage());
    }
  }

  /** DER does not say what it is: whatever can be read is. */
  private void der(Bytes octets) {
    if (pkcs12(octets)) {
      nothing("PKCS#12: not opened; name it in the configuration (keystore, password-file)");
      return;
    }
    try {
      found.certificate(shown, RspCertificate.parse(octets));
    } catch (InvalidMessage notACertificate) {
      derOtherThanACertificate(octets, String.valueOf(notACertificate.getMessage()));
    }
  }

  private void derOtherThanACertificate(Bytes octets, String why) {
    try {
      found.list(shown, RevocationList.parse(octets));
    } catch (InvalidMessage notAList) {
      try {
        found.key(shown, keyIn(octets));
      } catch (InvalidMessage notAKey) {
        nothing(why);
      }
    }
  }

  /** Looks first how deep it nests: the reader of keys recurses. */
  private static SoftwareSigningKey keyIn(Bytes octets) {
    var shallow = ShallowAsn1.parse("EC private key", octets);
    return SoftwareSigningKey.fromPkcs8(Asn1Octets.of(shallow));
  }

  /** PFX ::= SEQUENCE { version INTEGER (3), ... } (RFC 7292 §4). */
  private static boolean pkcs12(Bytes octets) {
    for (int i = 2; i < 6 && i + 2 < octets.size(); i++) {
      if (octets.at(i) == 0x02 && octets.at(i + 1) == 0x01 && octets.at(i + 2) == 0x03) {
        return true;
      }
    }
    return false;
  }

  private void nothing(String why) {
    var name = shown.getFileName();
    boolean promising = name != null
        && PROMISING.matcher(name.toString().toLowerCase(Locale.ROOT)).matches();
    if (promising) {
      found.leaveOut(shown, why);
    } else {
      found.other();
    }
  }
}

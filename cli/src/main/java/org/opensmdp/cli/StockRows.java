package org.opensmdp.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.opensmdp.crypto.KeyUnwrap;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Secret;

/** Made-up subscribers of the test network 001/01 as a file of stock, some lines of it faulty. */
final class StockRows {
  private static final String HEADER = "ICCID,IMSI,Ki,OPc,PIN1,PUK1,ADM1,MSISDN\n";
  private static final int FAULTS = 6;

  private final SecureRandom random;
  private final Optional<KeyUnwrap> wrap;
  private final int faultyEvery;
  private final List<byte[]> keys = new ArrayList<>();
  private boolean keep;

  /**
   * @param wrap what keys are wrapped by; in the clear without
   * @param faultyEvery one line of so many is faulty; 0: none is
   */
  StockRows(SecureRandom random, Optional<KeyUnwrap> wrap, int faultyEvery) {
    this.random = random;
    this.wrap = wrap;
    this.faultyEvery = faultyEvery;
  }

  /** Remembers Ki and OPc, so that they can be looked for. */
  StockRows remembering() {
    keep = true;
    return this;
  }

  List<byte[]> keys() {
    return List.copyOf(keys);
  }

  /** Writes the file; the numbers of its subscribers start with {@code first}. */
  void write(Path file, long first, int rows) throws IOException {
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      out.write(HEADER.getBytes(US_ASCII));
      for (int i = 0; i < rows; i++) {
        boolean faulty = faultyEvery > 0 && i % faultyEvery == faultyEvery - 1;
        row(out, first + i, faulty ? i / faultyEvery % FAULTS : FAULTS);
      }
    }
  }

  int faulty(int rows) {
    return faultyEvery > 0 ? rows / faultyEvery : 0;
  }

  private void row(OutputStream out, long number, int fault) throws IOException {
    var iccid = Iccid.withCheckDigit("8900101%011d".formatted(number)).digits();
    var imsi = "00101%010d".formatted(number);
    var pin = "%04d".formatted(random.nextInt(10_000));
    var puk = "%08d".formatted(random.nextInt(100_000_000));
    var ki = key();
    switch (fault) {
      case 0 -> iccid = iccid.substring(0, 18) + (char) ('0' + (iccid.charAt(18) - '0' + 1) % 10);
      case 1 -> imsi = imsi + "X";
      case 2 -> ki = ki.substring(2);
      case 3 -> pin = "12";
      case 4 -> imsi = "00101";
      case 5 -> puk = puk + ",";
      default -> {}
    }
    var adm = HexFormat.of().formatHex(octets(8));
    var line =
        String.join(",", iccid, imsi, ki, key(), pin, puk, adm, "+99901" + imsi.substring(5));
    out.write((line + "\n").getBytes(US_ASCII));
  }

  private String key() {
    var octets = octets(16);
    if (keep) {
      keys.add(octets);
    }
    return wrap.map(with -> with.wrap(Secret.of(octets)).toString())
        .orElseGet(() -> HexFormat.of().withUpperCase().formatHex(octets));
  }

  private byte[] octets(int size) {
    var octets = new byte[size];
    random.nextBytes(octets);
    return octets;
  }
}

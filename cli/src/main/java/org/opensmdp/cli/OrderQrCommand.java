package org.opensmdp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;
import org.opensmdp.console.QrCode;
import org.opensmdp.rsp.ActivationCode;
import org.opensmdp.rsp.PastedCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code order qr}: an activation code as a picture, in the terminal and in files. */
@Command(
    name = "qr",
    description = {
      "Draw an activation code as a QR code.",
      "A code that was mangled on the way is repaired where it is certain what was meant."
    })
final class OrderQrCommand implements Runnable {
  private static final String ICCID = "89[0-9]{16,18}";

  @Mixin
  private AdminOptions admin = new AdminOptions();

  @Parameters(
      paramLabel = "CODE",
      description = "LPA:1$... in single quotes, or the ICCID of an order.")
  private String text = "";

  @Option(names = "--png", paramLabel = "FILE", description = "Write a PNG.")
  private Optional<Path> png = Optional.empty();

  @Option(names = "--svg", paramLabel = "FILE", description = "Write an SVG.")
  private Optional<Path> svg = Optional.empty();

  @Override
  public void run() {
    var code = text.matches(ICCID) ? ofOrder() : pasted();
    var picture = QrCode.of(code);
    png.ifPresent(file -> write(file, picture.png()));
    svg.ifPresent(file -> write(file, picture.svg()));
    if (admin.json()) {
      var members = new LinkedHashMap<String, Object>();
      members.put("activationCode", code.toString());
      members.put("uri", code.toUri());
      members.put("qrText", code.toQrText());
      System.out.println(Json.line(members));
    } else {
      System.out.println(code.toUri());
      System.out.println("in a shell: '" + code.toUri() + "'");
      System.out.print(picture.terminal());
    }
  }

  private ActivationCode ofOrder() {
    var kit = admin.client().get("/admin/v1/orders/" + text + "/activation-code");
    return ActivationCode.parse(kit.path("uri").asText());
  }

  private ActivationCode pasted() {
    var read = PastedCode.read(text);
    read.repairs().forEach(repair -> System.err.println("opensmdp: " + repair));
    return read.code();
  }

  private static void write(Path file, byte[] octets) {
    try {
      Files.write(file, octets);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written", e);
    }
  }
}

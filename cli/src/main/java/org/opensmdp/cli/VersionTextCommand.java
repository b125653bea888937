package org.opensmdp.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opensmdp.profile.text.TextForm;
import org.opensmdp.rsp.Bytes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code version text}: a profile package as text, for review; asks no server. */
@Command(
    name = "text",
    description = "Print a profile package (DER, or text) in its text form, secrets as holes.")
final class VersionTextCommand implements Runnable {
  @Parameters(paramLabel = "FILE", description = "The package.")
  private Path file = Path.of("");

  @Option(names = "--keys", description = "Print keys and codes too: as secret as the package.")
  private boolean keys;

  @Override
  public void run() {
    System.out.print(text());
  }

  String text() {
    var octets = TextForm.readFile(read(file)).octets();
    return keys ? TextForm.writeWithKeys(octets) : TextForm.write(octets);
  }

  private static Bytes read(Path file) {
    try {
      return Bytes.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }
}

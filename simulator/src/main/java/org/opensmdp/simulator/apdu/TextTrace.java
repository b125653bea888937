package org.opensmdp.simulator.apdu;

import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import org.opensmdp.rsp.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes all that passes as text: {@code >} and a command, {@code <} and its answer, {@code RESET} where
 * the card was reset, and in lines that start with {@code #} what it means. The commands may be sent
 * again as they stand, to {@link TcpDoor} for one. PINs and keys stand in no comment; raw octets of
 * commands do stand here, so this is for test cards.
 */
public final class TextTrace implements CardListener {
  private static final Logger LOG = LoggerFactory.getLogger(TextTrace.class);

  private final Writer out;
  private Optional<Called> called = Optional.empty();
  private boolean broken;

  private record Called(Bytes request, Bytes response) {}

  public TextTrace(Writer out) {
    this.out = out;
  }

  @Override
  public void reset(Bytes atr) {
    write("> RESET\n< %s\n".formatted(atr));
  }

  @Override
  public void called(Bytes request, Bytes response) {
    called = Optional.of(new Called(request, response));
  }

  @Override
  public void exchanged(Bytes command, Bytes response) {
    var text = new StringBuilder("# %s\n> %s\n".formatted(CommandText.of(command), command));
    called.ifPresent(call -> text.append(
        "# %s %s\n".formatted(Es10Text.function(call.request), Es10Text.tree(call.request))));
    text.append("< %s\n".formatted(response));
    called
        .filter(call -> !call.response.isEmpty())
        .ifPresent(call -> text.append("# -> %s\n".formatted(Es10Text.tree(call.response))));
    called = Optional.empty();
    write(text.toString());
  }

  /** A trace that cannot be written is no fault of the card's: it goes on without. */
  private void write(String text) {
    if (broken) {
      return;
    }
    try {
      out.write(text);
      out.flush();
    } catch (IOException e) {
      broken = true;
      LOG.warn("the trace of the card ends here, it cannot be written: {}", e.getMessage());
    }
  }
}

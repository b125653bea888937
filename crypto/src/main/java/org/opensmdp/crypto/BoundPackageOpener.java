package org.opensmdp.crypto;

import static org.opensmdp.rsp.BppCommandId.CONFIGURE_ISDP;
import static org.opensmdp.rsp.BppCommandId.INITIALISE_SECURE_CHANNEL;
import static org.opensmdp.rsp.BppCommandId.LOAD_PROFILE_ELEMENTS;
import static org.opensmdp.rsp.BppCommandId.REPLACE_SESSION_KEYS;
import static org.opensmdp.rsp.BppCommandId.STORE_METADATA;
import static org.opensmdp.rsp.BppCommandId.STORE_METADATA_2;
import static org.opensmdp.rsp.ErrorReason.BSP_STRUCTURE_ERROR;
import static org.opensmdp.rsp.ErrorReason.INCORRECT_INPUT_VALUES;

import java.util.Optional;
import org.opensmdp.rsp.BppCommandId;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.ReplaceSessionKeysRequest;
import org.opensmdp.rsp.Tlv;
import org.opensmdp.rsp.TransactionId;

/**
 * The eUICC's side of a bound profile package (SGP.22 v2 §2.5.5, §5.7.6): takes it piece by piece, as
 * an LPA gives it, and opens command after command. It judges the protection; what the commands say is
 * judged by who gets them. As strict as the strictest card, if nothing else is said: pieces in order,
 * each TLV within 1020 octets, no octet too many. One thread.
 *
 * <pre>
 * BF36 head and BF23 → A0 → A1 head → 88 … → [A2] → A3 head → 86 …
 * </pre>
 */
public final class BoundPackageOpener {
  private final SecureChannel channel;
  private final int mostTlv;
  private BppCommandId command = INITIALISE_SECURE_CHANNEL;
  private Optional<BspOpener> bsp = Optional.empty();
  private Optional<Sequence> sequence = Optional.empty();
  private boolean keysReplaced;
  private boolean ended;
  private long left; // octets of BF36 still to come

  /** Takes the one-time key of the eUICC, which stays open, and what the session knows by now. */
  public BoundPackageOpener(
      EphemeralKey euiccOtsk, EcPublicKey dpPb, TransactionId transactionId, Eid eid) {
    this(euiccOtsk, dpPb, transactionId, eid, Bsp.MOST_TLV);
  }

  /**
   * Opens larger TLVs too, as lenient cards do.
   *
   * @param mostTlv octets of the largest one, with tag, length and MAC
   */
  public BoundPackageOpener(
      EphemeralKey euiccOtsk, EcPublicKey dpPb, TransactionId transactionId, Eid eid, int mostTlv) {
    this.mostTlv = mostTlv;
    this.channel = new SecureChannel(euiccOtsk, dpPb, transactionId, eid);
  }

  /**
   * Takes the next piece and returns the command that is whole with it, if one is.
   *
   * @throws BppFailure if the eUICC would refuse it; no further piece is taken then
   * @throws IllegalStateException if a piece comes after the last one or after a failure
   */
  public Optional<OpenedCommand> feed(Bytes piece) throws BppFailure {
    if (ended) {
      throw new IllegalStateException("the package has ended");
    }
    ended = true; // until the piece is found to be right
    var opened = opened(piece);
    ended = opened.filter(OpenedCommand.LoadProfileElements.class::isInstance).isPresent();
    return opened;
  }

  /** Whether the last piece was taken. */
  public boolean ended() {
    return ended;
  }

  private Optional<OpenedCommand> opened(Bytes piece) throws BppFailure {
    try {
      if (command == INITIALISE_SECURE_CHANNEL) {
        return Optional.of(initialise(piece));
      }
      count(piece);
      return sequence.isPresent() ? element(sequence.get(), piece) : block(piece);
    } catch (InvalidMessage e) {
      throw new BppFailure(
          command,
          command == INITIALISE_SECURE_CHANNEL ? INCORRECT_INPUT_VALUES : BSP_STRUCTURE_ERROR,
          e);
    } catch (BspException e) {
      throw new BppFailure(command, e.kind().errorReason(), e);
    }
  }

  private OpenedCommand initialise(Bytes piece) throws BppFailure {
    var head = TlvHead.of(0xBF36, piece);
    var content = piece.slice(head.size(), piece.size());
    var accepted = channel.accept(content);
    left = head.length() - (long) content.size();
    try (var keys = accepted.keys()) {
      bsp = Optional.of(new BspOpener(keys, mostTlv));
    }
    command = CONFIGURE_ISDP;
    return new OpenedCommand.InitialiseSecureChannel(accepted.request());
  }

  private void count(Bytes piece) throws BppFailure {
    left -= piece.size();
    if (left < 0) {
      throw structure("more octets than announced");
    }
  }

  private Optional<OpenedCommand> block(Bytes piece) throws BppFailure, BspException {
    return switch (command) {
      case CONFIGURE_ISDP -> Optional.of(configureIsdp(piece));
      case STORE_METADATA -> begin(0xA1, piece);
      default -> replacesKeys(piece) ? Optional.of(replaceKeys(piece)) : begin(0xA3, piece);
    };
  }

  private OpenedCommand configureIsdp(Bytes piece) throws BppFailure, BspException {
    var plain = open(only(0xA0, piece));
    command = STORE_METADATA;
    return new OpenedCommand.ConfigureIsdp(plain);
  }

  private boolean replacesKeys(Bytes piece) {
    return !keysReplaced && !piece.isEmpty() && piece.at(0) == 0xA2;
  }

  private OpenedCommand replaceKeys(Bytes piece) throws BppFailure, BspException {
    command = REPLACE_SESSION_KEYS;
    var plain = open(only(0xA2, piece));
    try (var keys = BspKeys.of(ReplaceSessionKeysRequest.parse(plain))) {
      bsp = Optional.of(new BspOpener(keys, mostTlv));
    } catch (InvalidMessage | IllegalArgumentException e) {
      throw new BppFailure(command, INCORRECT_INPUT_VALUES, "not keys of the length of the old");
    }
    keysReplaced = true;
    command = LOAD_PROFILE_ELEMENTS;
    return new OpenedCommand.ReplaceSessionKeys();
  }

  private Optional<OpenedCommand> begin(int tag, Bytes piece) throws BppFailure {
    var head = TlvHead.of(tag, piece);
    if (head.size() != piece.size() || head.length() > left || head.length() == 0) {
      throw structure("not the head alone, or a length that cannot be");
    }
    sequence = Optional.of(new Sequence(tag == 0xA1 ? 0x88 : 0x86, head.length()));
    return Optional.empty();
  }

  private Optional<OpenedCommand> element(Sequence current, Bytes piece)
      throws BppFailure, BspException {
    var tlv = Tlv.parse(command.name(), current.tag(), piece);
    if (!current.take(piece.size())) {
      throw structure("more octets than announced");
    }
    current.add(open(tlv));
    if (!current.complete()) {
      command = command == STORE_METADATA ? STORE_METADATA_2 : command;
      return Optional.empty();
    }
    sequence = Optional.empty();
    return Optional.of(current.tag() == 0x88 ? metadata(current) : profile(current));
  }

  private OpenedCommand metadata(Sequence complete) {
    command = LOAD_PROFILE_ELEMENTS;
    return new OpenedCommand.StoreMetadata(complete.joined());
  }

  private OpenedCommand profile(Sequence complete) throws BppFailure {
    if (left > 0) {
      throw structure("fewer octets than announced");
    }
    return new OpenedCommand.LoadProfileElements(complete.joined());
  }

  private static Tlv only(int tag, Bytes piece) {
    return Tlv.parse(
        "sequence of 87", 0x87, Tlv.parse("sequence of 87", tag, piece).value());
  }

  private Bytes open(Tlv tlv) throws BspException {
    return bsp.orElseThrow().open(tlv);
  }

  private BppFailure structure(String detail) {
    return new BppFailure(command, ErrorReason.BSP_STRUCTURE_ERROR, detail);
  }
}

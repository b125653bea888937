package org.opensmdp.simulator.uicc;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.simulator.AkaAnswer;
import org.opensmdp.simulator.InstalledProfile;
import org.opensmdp.simulator.Uicc;
import org.opensmdp.simulator.VirtualEuicc;

/**
 * The files and network access applications of the profile that is enabled on a virtual eUICC; an empty
 * MF while none is. Files are made when they are asked for, and keep what is written to them as long as
 * this lives and the profile is installed. One thread at a time.
 */
public final class UiccFiles implements Uicc {
  private static final int BASIC = 0;
  private static final int PROPRIETARY = 0x80;
  private static final int CHANNEL_BITS = 0x4F;
  private static final int FURTHER = 0x40;

  private final VirtualEuicc euicc;
  private final AuthenticateCommand.Authenticator keys = new Keys();
  private final Map<Bytes, CardFiles> built = new HashMap<>();
  private final Map<Integer, Selection> channels = new HashMap<>();
  private Optional<Bytes> enabled =
      Optional.empty(); // the package of the profile whose files these are
  private CardFiles files = CardFiles.empty();

  /** The keys, which the eUICC itself holds. */
  private final class Keys implements AuthenticateCommand.Authenticator {
    @Override
    public AkaAnswer authenticate(ProfileElementType application, Bytes rand, Bytes autn) {
      return euicc.authenticate(application, rand, autn);
    }

    @Override
    public AkaAnswer.Success authenticate(ProfileElementType application, Bytes rand) {
      return euicc.authenticateGsm(application, rand);
    }
  }

  public UiccFiles(VirtualEuicc euicc) {
    this.euicc = euicc;
  }

  @Override
  public Bytes transmit(int channel, Bytes command) {
    follow();
    try {
      var apdu = Apdu.parse(command);
      var selection = channels.computeIfAbsent(channel, none -> new Selection(files.mf()));
      return Bytes.concat(answer(apdu, selection), StatusWord.DONE);
    } catch (StatusWord end) {
      return end.octets();
    }
  }

  /** The basic channel closes with the power only: everything is forgotten then. */
  @Override
  public void closed(int channel) {
    if (channel == BASIC) {
      reset();
    }
    channels.remove(channel);
  }

  /** Forgets what is selected on all channels and which codes were verified, as a card without power. */
  @Override
  public void reset() {
    channels.clear();
    built.values().forEach(CardFiles::forgetCodes);
  }

  /** Takes the files of the profile that is enabled now; another one starts like a card just reset. */
  private void follow() {
    var profile = euicc.profiles().stream().filter(InstalledProfile::enabled).findFirst();
    var upp = profile.map(InstalledProfile::unprotectedProfilePackage);
    if (!upp.equals(enabled)) {
      reset();
      enabled = upp;
      forgetDeleted();
      files = profile
          .map(one -> built.computeIfAbsent(one.unprotectedProfilePackage(), none -> build(one)))
          .orElseGet(CardFiles::empty);
    }
  }

  private void forgetDeleted() {
    var there = euicc.profiles().stream()
        .map(InstalledProfile::unprotectedProfilePackage)
        .toList();
    built.keySet().retainAll(there);
  }

  private CardFiles build(InstalledProfile profile) {
    var upp = profile.unprotectedProfilePackage();
    var end = ProfileInterpreter.interpret(upp, profile.metadata(), euicc.abilities());
    var leftOut =
        end instanceof Interpretation.Installed taken ? taken.leftOut() : Set.<Integer>of();
    return FileSystemBuilder.build(upp, leftOut);
  }

  private Bytes answer(Apdu command, Selection selection) throws StatusWord {
    if ((command.cla() & PROPRIETARY) != 0) {
      return ofEtsi(command, selection);
    }
    int bits = command.cla() & ~CHANNEL_BITS;
    if (bits != 0 || ((command.cla() & FURTHER) == 0 && (command.cla() & 0x0C) != 0)) {
      throw new StatusWord(StatusWord.UNKNOWN_CLASS);
    }
    return switch (command.ins()) {
      case 0xA4 -> new SelectCommand(files, selection).select(command);
      case 0xB0 -> new FileCommands(files, selection).readBinary(command);
      case 0xB2 -> new FileCommands(files, selection).readRecord(command);
      case 0xD6 -> new FileCommands(files, selection).updateBinary(command);
      case 0xDC -> new FileCommands(files, selection).updateRecord(command);
      case 0x20 -> new CodeCommands(files, selection).verify(command);
      case 0x24 -> new CodeCommands(files, selection).change(command);
      case 0x26 -> new CodeCommands(files, selection).disable(command);
      case 0x28 -> new CodeCommands(files, selection).enable(command);
      case 0x2C -> new CodeCommands(files, selection).unblock(command);
      case 0x88 -> new AuthenticateCommand(files, selection, keys).run(command);
      default -> throw new StatusWord(StatusWord.UNKNOWN_INSTRUCTION);
    };
  }

  /** Of the proprietary class STATUS is done, and what a terminal says of itself is taken. */
  private Bytes ofEtsi(Apdu command, Selection selection) throws StatusWord {
    int bits = command.cla() & ~(PROPRIETARY | CHANNEL_BITS);
    if (bits != 0 || command.cla() == 0xFF) {
      throw new StatusWord(StatusWord.UNKNOWN_CLASS);
    }
    return switch (command.ins()) {
      case 0xF2 -> new SelectCommand(files, selection).status(command);
      case 0x10, 0xAA -> Bytes.EMPTY;
      default -> throw new StatusWord(StatusWord.UNKNOWN_INSTRUCTION);
    };
  }
}

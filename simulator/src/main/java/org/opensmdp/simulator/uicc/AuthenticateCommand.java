package org.opensmdp.simulator.uicc;

import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;
import org.opensmdp.simulator.AkaAnswer;
import org.opensmdp.simulator.CardRefusal;

/** AUTHENTICATE of a USIM or ISIM (3GPP TS 31.102 §7.1.2, TS 31.103 §7.1.2). */
final class AuthenticateCommand {
  private static final int CONTEXT_GSM = 0x80;
  private static final int CONTEXT_3G = 0x81;
  private static final int OCTETS = 16;
  private static final int PIN1 = 0x01;
  private static final int UST = 0x6F38;
  private static final int GSM_ACCESS = 27;
  private static final int GSM_SECURITY_CONTEXT = 38;

  /** Success and failure are told apart by their tags. */
  private static final int SUCCESS = 0xDB;

  private static final int SYNCHRONISATION_FAILURE = 0xDC;

  private final CardFiles files;
  private final Selection selection;
  private final Authenticator authenticator;

  /** The key of an application, and its sequence numbers, which no file holds. */
  interface Authenticator {
    /** Answers a challenge of UMTS. */
    AkaAnswer authenticate(ProfileElementType application, Bytes rand, Bytes autn);

    /** Answers a challenge of GSM, which proves no network. */
    AkaAnswer.Success authenticate(ProfileElementType application, Bytes rand);
  }

  AuthenticateCommand(CardFiles files, Selection selection, Authenticator authenticator) {
    this.files = files;
    this.selection = selection;
    this.authenticator = authenticator;
  }

  Bytes run(Apdu command) throws StatusWord {
    if (command.p1() != 0) {
      throw new StatusWord(StatusWord.WRONG_PARAMETERS);
    }
    var directory = selection.directory().application();
    var type = directory.flatMap(files::typeOf).filter(AuthenticateCommand::authenticates);
    if (type.isEmpty() || directory.isEmpty()) {
      throw new StatusWord(StatusWord.CONDITIONS);
    }
    if (!isOpen(directory.get())) {
      throw new StatusWord(StatusWord.SECURITY);
    }
    try {
      return switch (command.p2()) {
        case CONTEXT_3G -> umts(type.get(), directory.get(), command.data());
        case CONTEXT_GSM -> gsm(type.get(), directory.get(), command.data());
        default -> throw new StatusWord(StatusWord.WRONG_PARAMETERS);
      };
    } catch (CardRefusal noKey) {
      throw new StatusWord(StatusWord.CONDITIONS);
    }
  }

  private static boolean authenticates(ProfileElementType type) {
    return type == ProfileElementType.USIM
        || type == ProfileElementType.ISIM
        || type == ProfileElementType.IOT;
  }

  private static boolean isOpen(Directory application) {
    return application.code(PIN1).map(Code::isOpen).orElse(true);
  }

  private Bytes umts(ProfileElementType type, Directory application, Bytes data) throws StatusWord {
    var rand = field(data, 0);
    var autn = field(data, OCTETS + 1);
    if (data.size() != 2 * (OCTETS + 1)) {
      throw new StatusWord(StatusWord.WRONG_LENGTH);
    }
    var answer = authenticator.authenticate(type, rand, autn);
    if (answer instanceof AkaAnswer.Success success) {
      boolean kc = type != ProfileElementType.ISIM && service(application, GSM_ACCESS);
      return Bytes.concat(
          Bytes.of((byte) SUCCESS),
          told(success.res()),
          told(success.ck()),
          told(success.ik()),
          kc ? told(GsmConversion.kc(success)) : Bytes.EMPTY);
    }
    if (answer instanceof AkaAnswer.SynchronisationFailure failure) {
      return Bytes.concat(Bytes.of((byte) SYNCHRONISATION_FAILURE), told(failure.auts()));
    }
    throw new StatusWord(StatusWord.NOT_AUTHENTIC);
  }

  private Bytes gsm(ProfileElementType type, Directory application, Bytes data) throws StatusWord {
    if (type == ProfileElementType.ISIM) {
      throw new StatusWord(StatusWord.WRONG_PARAMETERS);
    }
    if (!service(application, GSM_SECURITY_CONTEXT)) {
      throw new StatusWord(StatusWord.NOT_SUPPORTED);
    }
    var rand = field(data, 0);
    if (data.size() != OCTETS + 1) {
      throw new StatusWord(StatusWord.WRONG_LENGTH);
    }
    var answer = authenticator.authenticate(type, rand);
    return Bytes.concat(told(GsmConversion.sres(answer)), told(GsmConversion.kc(answer)));
  }

  /** A length and 16 octets. */
  private static Bytes field(Bytes data, int at) throws StatusWord {
    if (data.size() < at + 1 + OCTETS || data.at(at) != OCTETS) {
      throw new StatusWord(StatusWord.WRONG_LENGTH);
    }
    return data.slice(at + 1, at + 1 + OCTETS);
  }

  private static Bytes told(Bytes octets) {
    return Bytes.concat(Der.length(octets.size()), octets);
  }

  /** Whether EF.UST says that the service is available. */
  private static boolean service(Directory application, int number) {
    int octet = (number - 1) / 8;
    return application
        .file(UST)
        .map(ElementaryFile::content)
        .filter(table -> table.size() > octet)
        .filter(table -> (table.at(octet) >> ((number - 1) % 8) & 1) == 1)
        .isPresent();
  }
}

package org.opensmdp.profile.text;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.opensmdp.profile.AuthenticationParameters;
import org.opensmdp.profile.ProfileElement;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;

/**
 * The text form of profile packages: what an operator writes, reviews and compares.
 *
 * <pre>
 * usim-7 ProfileElement ::= usim : {
 *   usim-header { mandated NULL, identification 7 },
 *   templateID { 2 23 143 1 2 4 },
 *   ef-imsi { fillFileContent : '{IMSI}'H }, ...
 * </pre>
 *
 * <p>What is written is encoded: a member with its DEFAULT is encoded if it is in the text, a member
 * that is absent stays so. An element that is no value of PEDefinitions 3.3.1 in DER stands as its
 * octets: {@code x-3 ProfileElement ::= 'A9...'H}. So every package can be written, and is read back octet
 * for octet.
 */
public final class TextForm {
  /** Real packages make 60 kB of text; those with large applets, a few hundred. */
  private static final int MOST_CHARACTERS = 4_000_000;

  private static final int DER_HEADER = 0xA0;

  private TextForm() {}

  /**
   * A package read from text.
   *
   * @param octets DER, dummies where the holes are: what a template is made of
   * @param holes in the order of the text; none if it was DER
   */
  public record Template(Bytes octets, List<Hole> holes) {
    public Template {
      holes = List.copyOf(holes);
    }

    /** Names the size only: a package holds keys. */
    @Override
    public String toString() {
      return "Template[" + octets.size() + " octets, " + holes.size() + " holes]";
    }
  }

  /**
   * Reads the text form. Whether the result makes sense as a profile is not asked here.
   *
   * @throws TextFormException if it is none
   */
  public static Template read(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new TextFormException(1, 1, "more than %d characters".formatted(MOST_CHARACTERS));
    }
    return new TextReader(text).read();
  }

  /**
   * Reads a file that is DER, which starts with the header's tag, or the text form in UTF-8. DER is
   * taken as it is.
   *
   * @throws TextFormException if it is neither
   */
  public static Template readFile(Bytes file) {
    if (!file.isEmpty() && file.at(0) == DER_HEADER) {
      return new Template(file, List.of());
    }
    try {
      return read(UTF_8.newDecoder().decode(ByteBuffer.wrap(file.toArray())).toString());
    } catch (CharacterCodingException e) {
      throw new TextFormException(1, 1, "neither DER that starts with A0 nor text in UTF-8");
    }
  }

  /**
   * Returns the text of a package without its secrets: keys, PINs, PUKs and files that hold keys are
   * holes, and elements that cannot be told are left out with a comment. A template of dummies can be
   * read back, unless a secret no subscriber brings was in it.
   *
   * @throws InvalidMessage if the octets are no package
   */
  public static String write(Bytes profilePackage) {
    return write(profilePackage, true);
  }

  /**
   * Returns the text of a package with all that is in it. It is as secret as the package.
   *
   * @throws InvalidMessage if the octets are no package
   */
  public static String writeWithKeys(Bytes profilePackage) {
    return write(profilePackage, false);
  }

  private static String write(Bytes octets, boolean blanks) {
    var upp = ProfilePackage.parse(octets);
    var keys = keys(upp);
    var text = new StringBuilder();
    int position = 0;
    for (var element : upp.elements()) {
      text.append(assignment(element, position++, blanks, keys)).append('\n');
    }
    return text.toString();
  }

  /** Faulty ones are no subscriber's. */
  private static Set<Bytes> keys(ProfilePackage upp) {
    try {
      return AuthenticationParameters.all(upp).stream()
          .map(parameters -> parameters.key().reveal())
          .collect(Collectors.toUnmodifiableSet());
    } catch (InvalidMessage e) {
      return Set.of();
    }
  }

  /** Element by element, each read back before it is believed. */
  private static String assignment(
      ProfileElement element, int position, boolean blanks, Set<Bytes> keys) {
    var name = "%s-%d".formatted(element.type().asn1Name(), position);
    var head = name + " ProfileElement ::= ";
    if (isTyped(head, element.octets())) {
      return head + new TextWriter(blanks, keys).write(element.octets()) + "\n";
    }
    return blanks
        ? "-- %s: %d octets that are no DER of PEDefinitions 3.3.1 and may hold keys\n"
            .formatted(name, element.octets().size())
        : head + "'" + element.octets() + "'H\n";
  }

  private static boolean isTyped(String head, Bytes element) {
    try {
      var text = new TextWriter(false, Set.of()).write(element);
      return read(head + text).octets().equals(element);
    } catch (InvalidMessage | TextFormException e) {
      return false;
    }
  }
}

package org.opensmdp.profile;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.InvalidMessage;

/** Reads {@link ProfileFacts}: the header strictly, files that may hold placeholders leniently. */
final class FactsReader {
  static final int HEADER_ICCID = 0x83;
  static final int SERVICES = 0xA5;
  static final int TEMPLATES = 0xA6;

  private static final int OID = 0x06;
  private static final int ICCID_OCTETS = 10;
  private static final int MNC_LENGTH_AT = 3;

  private final List<Located> elements;

  private FactsReader(List<Located> elements) {
    this.elements = elements;
  }

  static ProfileFacts read(List<Located> elements, int size) {
    return new FactsReader(elements).read(size);
  }

  private ProfileFacts read(int size) {
    var path = elements.get(0).path();
    var header = elements.get(0).node();
    var iccid =
        sized(path + ".iccid", header.required(path, HEADER_ICCID, "iccid").value());
    var services = header.required(path, SERVICES, "eUICC-Mandatory-services");
    var efIccid = first(ElementaryFile.ICCID);
    return new ProfileFacts(
        version(path, header),
        header.member(0x82).map(type -> utf8(path + ".profileType", type.value())),
        lenient(() -> Iccid.fromPlain(path, iccid)),
        withoutFiller(iccid.toString()),
        efIccid.flatMap(octets -> lenient(() -> Iccid.fromSwapped(path, octets))),
        efIccid.map(octets -> withoutFiller(pairsSwapped(octets.toString()))),
        imsis(),
        mncLength(),
        first(ElementaryFile.GID1),
        first(ElementaryFile.GID2),
        MandatoryService.of(path + ".eUICC-Mandatory-services", services),
        templates(path, header),
        AkaParameter.all(elements).map(AkaParameter::algorithm).toList(),
        size);
  }

  private static VersionNumber version(String path, Node header) {
    int major = header.required(path, 0x80, "major-version").integer(path + ".major-version");
    int minor = header.required(path, 0x81, "minor-version").integer(path + ".minor-version");
    try {
      return new VersionNumber(major, minor);
    } catch (IllegalArgumentException e) {
      throw new InvalidMessage(path + ": " + e.getMessage(), e);
    }
  }

  private static List<String> templates(String path, Node header) {
    var name = path + ".eUICC-Mandatory-GFSTEList";
    return header.required(path, TEMPLATES, "eUICC-Mandatory-GFSTEList").members(OID).stream()
        .map(oid -> dotted(name, oid.value()))
        .toList();
  }

  private List<Imsi> imsis() {
    return contents(ElementaryFile.IMSI)
        .flatMap(content -> lenient(() -> Imsi.fromEf("ef-imsi", content)).stream())
        .toList();
  }

  private Optional<Integer> mncLength() {
    return contents(ElementaryFile.AD)
        .filter(content -> content.size() > MNC_LENGTH_AT)
        .map(content -> content.at(MNC_LENGTH_AT) & 0x0F)
        .filter(length -> length == 2 || length == 3)
        .findFirst();
  }

  private Optional<Bytes> first(ElementaryFile file) {
    return contents(file).findFirst();
  }

  private Stream<Bytes> contents(ElementaryFile file) {
    return elements.stream()
        .flatMap(element ->
            element.file(file).flatMap(node -> FileContent.of(element.path(file), node)).stream());
  }

  private static Bytes sized(String path, Bytes iccid) {
    if (iccid.size() != ICCID_OCTETS) {
      throw new InvalidMessage(
          "%s: %d octets (expected: %d)".formatted(path, iccid.size(), ICCID_OCTETS));
    }
    return iccid;
  }

  private static String dotted(String path, Bytes oid) {
    try {
      return ASN1ObjectIdentifier.fromContents(oid.toArray()).getId();
    } catch (IllegalArgumentException e) {
      throw new InvalidMessage(path + ": not an OBJECT IDENTIFIER", e);
    }
  }

  private static String utf8(String path, Bytes text) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(text.toArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new InvalidMessage(path + ": not UTF-8", e);
    }
  }

  /** By hand: a pattern would look at a long run of F once for each of them. */
  private static String withoutFiller(String nibbles) {
    int end = nibbles.length();
    while (end > 0 && nibbles.charAt(end - 1) == 'F') {
      end--;
    }
    return nibbles.substring(0, end);
  }

  private static String pairsSwapped(String nibbles) {
    var swapped = new StringBuilder(nibbles.length());
    for (int i = 0; i < nibbles.length(); i += 2) {
      swapped.append(nibbles.charAt(i + 1)).append(nibbles.charAt(i));
    }
    return swapped.toString();
  }

  /** Templates hold FF or dummies where a datum will stand: not readable is not malformed. */
  private static <T> Optional<T> lenient(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (InvalidMessage e) {
      return Optional.empty();
    }
  }
}

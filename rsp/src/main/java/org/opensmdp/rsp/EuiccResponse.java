package org.opensmdp.rsp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What the interpreter of profile packages in a card says of each element, as simaResponse carries it
 * (SGP.22 v2 §2.5.6; Interoperable Profile Package specification §8.11).
 *
 * <pre>
 * EUICCResponse ::= SEQUENCE {
 *     peStatus                   [0] SEQUENCE OF PEStatus,
 *     profileInstallationAborted [1] NULL OPTIONAL,
 *     statusMessage              [2] UTF8String OPTIONAL }
 * PEStatus ::= SEQUENCE {
 *     status                [0] INTEGER,
 *     identificationNumber  [1] INTEGER OPTIONAL,
 *     additionalInformation [2] INTEGER OPTIONAL,
 *     offset                [3] INTEGER OPTIONAL }
 * </pre>
 */
public record EuiccResponse(
    List<PeStatus> peStatus, boolean profileInstallationAborted, Optional<String> statusMessage) {
  private static final String PATH = "EUICCResponse";
  private static final int SHOWN = 4;
  private static final int LONGEST_TEXT = 120;

  public EuiccResponse {
    peStatus = List.copyOf(peStatus);
  }

  /**
   * How one element, or the whole package, fared.
   *
   * @param status 0 is ok; the rest are errors
   * @param identificationNumber of the element
   */
  public record PeStatus(
      int status,
      OptionalInt identificationNumber,
      OptionalInt additionalInformation,
      OptionalInt offset) {

    private static PeStatus from(Tlv tlv) {
      var members = tlv.members(PATH + ".peStatus");
      var status = new PeStatus(
          members.integer(0x80, "status"),
          optional(members, 0x81),
          optional(members, 0x82),
          optional(members, 0x83));
      members.skipRest();
      return status;
    }

    private static OptionalInt optional(TlvReader members, int tag) {
      return members
          .optional(tag)
          .map(tlv -> OptionalInt.of(Der.intValue(PATH + ".peStatus", tlv)))
          .orElse(OptionalInt.empty());
    }

    @Override
    public String toString() {
      var text = new StringBuilder();
      identificationNumber.ifPresent(
          number -> text.append("element ").append(number).append(' '));
      text.append("status ").append(status);
      additionalInformation.ifPresent(value -> text.append(" info ").append(value));
      offset.ifPresent(value -> text.append(" offset ").append(value));
      return text.toString();
    }
  }

  public static EuiccResponse parse(Bytes octets) {
    var members = Tlv.parse(PATH, 0x30, octets).members(PATH);
    var all = members.enter(0xA0, "peStatus");
    var statuses = new ArrayList<PeStatus>();
    while (all.hasNext()) {
      statuses.add(PeStatus.from(all.next(0x30, "PEStatus")));
    }
    boolean aborted = members.optional(0x81).isPresent();
    var message = members.optional(0x82).map(tlv -> Der.utf8Value(PATH + ".statusMessage", tlv));
    members.skipRest();
    return new EuiccResponse(statuses, aborted, message);
  }

  /**
   * Returns a simaResponse as people read it: the errors of the elements if it can be read, else the
   * octets. Never long, whatever the card sent; empty if it says nothing but that all is well.
   */
  public static String describe(Bytes simaResponse) {
    try {
      return shortened(parse(simaResponse).text());
    } catch (InvalidMessage e) {
      return shortened("simaResponse " + simaResponse);
    }
  }

  /** Returns the first element of a simaResponse that failed; empty if none did, or it cannot be read. */
  public static Optional<PeStatus> firstError(Bytes simaResponse) {
    try {
      return parse(simaResponse).peStatus().stream()
          .filter(each -> each.status() != 0)
          .findFirst();
    } catch (InvalidMessage e) {
      return Optional.empty();
    }
  }

  private String text() {
    var errors = peStatus.stream().filter(each -> each.status() != 0).toList();
    var text =
        errors.stream().limit(SHOWN).map(PeStatus::toString).collect(Collectors.joining(", "));
    var more = errors.size() > SHOWN ? " and %d more".formatted(errors.size() - SHOWN) : "";
    var said = statusMessage.map(message -> " '" + message.replaceAll("[^ -~]", "?") + "'");
    return (text + more + (profileInstallationAborted ? " aborted" : "") + said.orElse("")).strip();
  }

  private static String shortened(String text) {
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "..." : text;
  }
}

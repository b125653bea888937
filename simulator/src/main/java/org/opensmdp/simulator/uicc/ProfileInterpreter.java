package org.opensmdp.simulator.uicc;

import static org.opensmdp.simulator.uicc.ElementFault.require;
import static org.opensmdp.simulator.uicc.ElementFault.required;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.opensmdp.profile.Consistency;
import org.opensmdp.profile.Node;
import org.opensmdp.profile.ProfileElementType;
import org.opensmdp.profile.ProfilePackage;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.ErrorReason;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.ProfileClass;
import org.opensmdp.rsp.StoreMetadataRequest;
import org.opensmdp.rsp.TlvReader;

/**
 * Runs the elements of a profile package one after the other, as a card does (TCA eUICC Profile
 * Package; SGP.22 v2 §2.5.6), up to the first that is wrong. An element the card cannot do is left out
 * with its status told, unless it is mandated. Nothing is built: the files are read from the package by
 * whoever asks for them.
 */
public final class ProfileInterpreter {
  private static final String PATH = "ProfilePackage";
  private static final int PE_HEADER = 0xA0;
  private static final int MANDATED = 0x80;
  private static final int IDENTIFICATION = 0x81;
  private static final int MAX_IDENTIFICATION = 0x7FFF;
  private static final int TEMPLATE_ID = 0x81;

  /** What a card says in UICCCapability that it does with elements of a type. */
  private static final Map<ProfileElementType, Integer> CAPABILITIES = Map.of(
      ProfileElementType.USIM, 1,
      ProfileElementType.OPT_USIM, 1,
      ProfileElementType.ISIM, 2,
      ProfileElementType.OPT_ISIM, 2,
      ProfileElementType.CSIM, CardAbilities.CSIM,
      ProfileElementType.OPT_CSIM, CardAbilities.CSIM,
      ProfileElementType.EAP, 13,
      ProfileElementType.IOT, 31,
      ProfileElementType.OPT_IOT, 31);

  private static final Map<ProfileElementType, Integer> SEVERAL =
      Map.of(ProfileElementType.USIM, 16, ProfileElementType.ISIM, 17, ProfileElementType.CSIM, 18);

  /** Elements that belong to the application before them, and go if it goes. */
  private static final Set<ProfileElementType> DEPENDENT = EnumSet.of(
      ProfileElementType.PIN_CODES,
      ProfileElementType.AKA_PARAMETER,
      ProfileElementType.CDMA_PARAMETER,
      ProfileElementType.EAP);

  private final CardAbilities card;
  private final List<RefusedElement> faults;
  private final CreatedFiles created;
  private final Homes homes = new Homes();
  private final OrderCheck order = new OrderCheck();
  private final FilesCheck files;
  private final CodesCheck codes;
  private final AkaCheck keys;
  private final DomainsCheck domains;
  private final List<Bytes> told = new ArrayList<>();
  private final Set<Integer> leftOut = new HashSet<>();
  private boolean applicationLeftOut;
  private OptionalInt identification = OptionalInt.empty();

  private ProfileInterpreter(CardAbilities card, List<RefusedElement> faults) {
    this.card = card;
    this.faults = faults;
    this.created = new CreatedFiles(card.freeMemory());
    this.files = new FilesCheck(created, homes, card);
    this.codes = new CodesCheck(created);
    this.keys = new AkaCheck(created, card);
    this.domains = new DomainsCheck(created, card);
  }

  /**
   * Interprets a package on a card.
   *
   * @param upp the elements in the clear
   * @param metadata what StoreMetadata has said of the profile
   */
  public static Interpretation interpret(
      Bytes upp, StoreMetadataRequest metadata, CardAbilities card) {
    return interpret(upp, metadata, card, List.of());
  }

  /** As above, on a card whose firmware does not take some elements that are right. */
  public static Interpretation interpret(
      Bytes upp, StoreMetadataRequest metadata, CardAbilities card, List<RefusedElement> faults) {
    return new ProfileInterpreter(card, faults).run(upp, metadata);
  }

  private Interpretation run(Bytes upp, StoreMetadataRequest metadata) {
    try {
      elements(upp);
      return judged(upp, metadata);
    } catch (ElementFault e) {
      return refused(e);
    } catch (InvalidMessage e) {
      return refused(ElementFault.of(ElementStatus.INVALID_REQUEST_FORMAT));
    }
  }

  private Interpretation refused(ElementFault fault) {
    told.add(Responses.status(fault, identification));
    var reason = fault.status() == ElementStatus.NOT_ENOUGH_MEMORY
        ? ErrorReason.INSUFFICIENT_MEMORY
        : ErrorReason.PE_PROCESSING_ERROR;
    return new Interpretation.Refused(reason, Optional.of(Responses.aborted(told)));
  }

  private void elements(Bytes upp) throws ElementFault {
    var reader = new TlvReader(PATH, upp);
    while (reader.hasNext()) {
      identification = OptionalInt.empty();
      element(Node.parse(PATH, reader.next().whole()).get(0));
    }
    identification = OptionalInt.empty();
    if (!order.isEnded()) {
      throw ElementFault.of(ElementStatus.INVALID_REQUEST_FORMAT);
    }
    guarded();
    identification = OptionalInt.empty();
  }

  private void element(Node element) throws ElementFault {
    var type = ProfileElementType.of(element.tag());
    boolean mandated = type == ProfileElementType.HEADER || identify(element);
    try {
      order.element(type, element);
      supported(type, element);
      for (var fault : faults) {
        fault.check(type, element);
      }
      run(type, element);
    } catch (InvalidMessage e) {
      throw ElementFault.at(element, ElementStatus.INVALID_REQUEST_FORMAT);
    } catch (ElementFault e) {
      if (mandated || !e.status().isAboutSupport()) {
        throw e;
      }
      leaveOut(type, e);
    }
  }

  /** Reads PEHeader and returns whether the element is mandated. */
  private boolean identify(Node element) throws ElementFault {
    var header = required(element, PE_HEADER);
    int number = required(header, IDENTIFICATION).integer("identification");
    boolean right = number >= 0 && number <= MAX_IDENTIFICATION;
    require(right, header, ElementStatus.BAD_VALUES);
    identification = OptionalInt.of(number);
    order.identification(number, header);
    return header.member(MANDATED).isPresent();
  }

  private void leaveOut(ProfileElementType type, ElementFault fault) {
    told.add(Responses.status(fault, identification));
    identification.ifPresent(leftOut::add);
    applicationLeftOut |= OrderCheck.isApplication(type);
  }

  private void supported(ProfileElementType type, Node element) throws ElementFault {
    if (OrderCheck.isApplication(type)) {
      applicationLeftOut = false;
    }
    boolean orphan = homes.base(type).isEmpty() || (applicationLeftOut && DEPENDENT.contains(type));
    boolean known = type != ProfileElementType.UNKNOWN && type != ProfileElementType.NON_STANDARD;
    var capability = Optional.ofNullable(CAPABILITIES.get(type));
    boolean does = capability.map(card::has).orElse(true);
    require(known && does && !orphan, element, ElementStatus.PE_NOT_SUPPORTED);
    if (type.createsFiles()) {
      var template = required(element, TEMPLATE_ID);
      boolean has = Templates.knows(type, template.value(), card);
      require(has, template, ElementStatus.TEMPLATE_NOT_SUPPORTED);
    }
  }

  private void run(ProfileElementType type, Node element) throws ElementFault {
    switch (type) {
      case HEADER -> HeaderCheck.check(element, card);
      case PUK_CODES -> codes.puks(element);
      case PIN_CODES -> codes.pins(element, homes.context());
      case AKA_PARAMETER -> keys.aka(element);
      case CDMA_PARAMETER -> keys.cdma(element);
      case SECURITY_DOMAIN -> domains.securityDomain(element);
      case APPLICATION -> domains.application(element);
      case RFM -> domains.rfm(element);
      case GENERIC_FILE_MANAGEMENT ->
        new GenericFilesCheck(created, files, identification).run(element);
      case UNKNOWN, NON_STANDARD, END -> {}
      default -> {
        several(type, element);
        files.run(type, element, identification);
      }
    }
  }

  private void several(ProfileElementType type, Node element) throws ElementFault {
    var capability = SEVERAL.get(type);
    boolean second = capability != null && homes.has(type);
    if (capability != null && second && !card.has(capability)) {
      throw ElementFault.at(element, ElementStatus.FEATURE_NOT_SUPPORTED, capability);
    }
  }

  /** Every code that guards a directory must be one of the card in the end. */
  private void guarded() throws ElementFault {
    for (var directory : created.wanted()) {
      identification = directory.element();
      var references = directory.codes().value();
      for (int i = 0; i < references.size(); i++) {
        if (!created.hasPin(directory.path(), references.at(i))) {
          throw ElementFault.at(
              directory.codes(), ElementStatus.PIN_CODE_MISSING, references.at(i));
        }
      }
    }
  }

  /** What no element is to blame for: package, metadata and class of the profile do not agree. */
  private Interpretation judged(Bytes upp, StoreMetadataRequest metadata) {
    var wrong = Consistency.check(ProfilePackage.parse(upp), metadata).stream().findFirst();
    if (wrong.isPresent() && wrong.get().reason() == ErrorReason.PE_PROCESSING_ERROR) {
      return refused(ElementFault.of(ElementStatus.INVALID_REQUEST_FORMAT));
    }
    var reason = wrong.map(one -> one.reason()).or(() -> keyOfOtherClass(metadata));
    return reason.isPresent()
        ? new Interpretation.Refused(reason.get(), Optional.empty())
        : new Interpretation.Installed(Responses.done(told), leftOut);
  }

  private Optional<ErrorReason> keyOfOtherClass(StoreMetadataRequest metadata) {
    boolean test = metadata.profileClass() == ProfileClass.TEST;
    boolean wrong = card.checksTestKeys() && (test ? keys.hasOperationalKey() : keys.hasTestKey());
    return wrong ? Optional.of(ErrorReason.INVALID_NAA_KEY) : Optional.empty();
  }
}

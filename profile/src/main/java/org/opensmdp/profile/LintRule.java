package org.opensmdp.profile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The rules of {@link Lint}, each with its weight and with what to do where it is broken. What is not
 * certain for every card is a warning.
 */
public enum LintRule {
  READABLE(Severity.ERROR, "export the package again as DER, elements one after the other"),
  HEADER_FIRST(Severity.ERROR, "put the header in front of all other elements"),
  END_LAST(Severity.ERROR, "put one element end behind all others"),
  ONE_OF_A_KIND(Severity.ERROR, "leave one such element in the package"),
  IDENTIFICATION(Severity.ERROR, "give every element but the header a number of its own"),
  KNOWN_ELEMENT(Severity.WARNING, "cards of this format skip or refuse it; take it out if you can"),
  EXTENSION_AFTER_BASE(Severity.ERROR, "move the element behind the one that it extends"),
  MF_BEFORE_FILES(Severity.ERROR, "put mf in front of all other files and codes"),
  PUK_BEFORE_PIN(Severity.ERROR, "put pukCodes, with this reference, in front of the pinCodes"),
  AKA_OF_APPLICATION(Severity.ERROR, "put one akaParameter behind each usim and isim"),
  CDMA_OF_CSIM(Severity.WARNING, "put cdmaParameter behind csim, or take one of them out"),
  SECURITY_DOMAIN_FIRST(
      Severity.ERROR, "put securityDomain in front of the rfm and application that use it"),
  SECURITY_DOMAIN(
      Severity.WARNING, "add a securityDomain with one key set; many cards want to have one"),
  APPLICATION_PRESENT(Severity.WARNING, "add a usim; a phone finds no network without it"),

  SERVICE_LISTED(
      Severity.ERROR,
      "list the service in the header, or cards without it will try and fail to install"),
  SERVICE_USED(
      Severity.WARNING,
      "take the service out of the header, or cards without it are refused for nothing"),
  SERVICE_NEEDS_APPLICATION(Severity.ERROR, "add usim or isim, or take the service out"),
  TEMPLATE_LISTED(Severity.ERROR, "list the template in eUICC-Mandatory-GFSTEList"),
  TEMPLATE_USED(Severity.WARNING, "take the template out of eUICC-Mandatory-GFSTEList"),
  TEMPLATE_OF_ELEMENT(Severity.ERROR, "put the template that belongs to this element"),
  FORMAT_VERSION(Severity.ERROR, "raise the version in the header, or take the element out"),
  FORMAT_VERSION_LIKELY(Severity.WARNING, "check the version in the header against the elements"),
  PROFILE_TYPE_TEXT(Severity.ERROR, "put 1 to 100 octets of UTF-8, or leave profileType out"),

  DESCRIPTOR_FIRST(Severity.ERROR, "put fileDescriptor in front of offsets and contents"),
  DO_NOT_CREATE_ALONE(Severity.ERROR, "leave doNotCreate, or what else the file holds, out"),
  FILE_MANDATORY(Severity.ERROR, "add the file to the element"),
  KNOWN_FILE(Severity.WARNING, "check the tag; the file is of a later version or of none"),
  CONTENT_FITS(Severity.ERROR, "raise efFileSize, or shorten contents and offsets"),
  OFFSET_LEADS_TO_CONTENT(Severity.WARNING, "take out the fillFileOffset that nothing follows"),
  RECORDS_FILL_FILE(Severity.ERROR, "make efFileSize a multiple of the record length"),
  SIZE_CODING(Severity.WARNING, "code efFileSize without leading zeros, on 1 to 4 octets"),
  ADF_NAMED(Severity.ERROR, "give the ADF its AID and a temporary file ID of its own"),
  ADF_IN_EF_DIR(Severity.WARNING, "add the AID of the application to EF.DIR"),
  PIN_STATUS(Severity.WARNING, "add pinStatusTemplateDO to the descriptor of the DF"),
  ACCESS_RULE(Severity.WARNING, "add the record to EF.ARR, or point to another"),

  ICCID_AGREES(Severity.ERROR, "put the same ICCID into header and EF.ICCID"),
  IMSI_CODING(
      Severity.ERROR, "code EF.IMSI as length, parity nibble, swapped digits, filler F; 9 octets"),
  IMSI_AGREES(Severity.WARNING, "put one IMSI into every usim, unless two are meant"),
  MNC_LENGTH(Severity.ERROR, "put the MNC length of the type's network into octet 4 of EF.AD"),
  MNC_LENGTH_SAID(Severity.WARNING, "write EF.AD with four octets, the MNC length as the fourth"),
  NORMAL_OPERATION(
      Severity.ERROR, "put 00 or 01 into octet 1 of EF.AD; type approval is for profiles of tests"),
  ACCESS_CLASS(Severity.WARNING, "none if the profile is personalised: EF.ACC is made of the IMSI"),
  SERVICE_HAS_FILE(Severity.ERROR, "add the file, or clear the bit in the service table"),
  FILE_HAS_SERVICE(Severity.WARNING, "set the bit in the service table, or empty the file"),
  SPN_AGREES(Severity.WARNING, "put one name into EF.SPN and serviceProviderName"),

  PIN_FORM(Severity.ERROR, "put 4 to 8 digits in ASCII, filled with FF to 8 octets"),
  PUK_FORM(Severity.ERROR, "put 8 digits in ASCII"),
  PIN_REFERENCE(
      Severity.ERROR,
      "use 1 to 8, 10 to 14 or 138 to 142 below the MF, and 129 to 136 below a DF or ADF"),
  PUK_REFERENCE(Severity.ERROR, "use 1 to 8 or 129 to 136"),
  REFERENCE_ONCE(Severity.ERROR, "define each reference once in an element"),
  TRIES(Severity.ERROR, "leave at most as many tries as there are at most, and one at least"),
  OWN_ADM(
      Severity.WARNING,
      "make a hole of it, or all cards of this version have the code that is known"),

  TEST_ALGORITHM(Severity.ERROR, "use Milenage or TUAK, or make it a version of a test type"),
  KNOWN_ALGORITHM(Severity.ERROR, "use 1 (Milenage), 2 (TUAK) or 3 (test algorithm)"),
  KEY_SIZE(Severity.ERROR, "use the sizes of the algorithm"),
  KECCAK(Severity.ERROR, "put 1 to 255 iterations, for TUAK only"),
  AKA_PARAMETER(Severity.ERROR, "use the size that the format fixes"),
  KNOWN_KEY(Severity.ERROR, "put a key of your own, or the template's dummy of Ki to derive one"),
  OWN_KEY(
      Severity.WARNING,
      "make a hole of it, or put the template's dummy of Ki to derive one per card"),
  KEY_ONCE(Severity.ERROR, "give each key of a domain another version or identifier"),
  KEY_SET(Severity.WARNING, "complete the key set: encryption 1, integrity 2, key encryption 3"),

  POLICY_RULES_OF_CLASS(Severity.WARNING, "take the policy rules off the type"),
  POLICY_IN_HEADER(Severity.WARNING, "take pol out of the header; policy rules are of the type"),
  PACKAGE_SIZE(Severity.WARNING, "make a smaller variant for cards with little memory"),

  PERSONALISED(Severity.ERROR, "give every datum a place of the right size"),
  HOLE(Severity.ERROR, "correct the hole in the manifest, or the place it names in the template"),
  AGREES(Severity.ERROR, "make package, metadata and type say the same");

  private final Severity severity;
  private final String remedy;

  LintRule(Severity severity, String remedy) {
    this.severity = severity;
    this.remedy = remedy;
  }

  /** Returns how much a breach weighs, where nothing lightens it. */
  public Severity severity() {
    return severity;
  }

  public String remedy() {
    return remedy;
  }

  /** Returns the rule of a code; empty for one of another version of this list. */
  public static Optional<LintRule> of(String code) {
    return Arrays.stream(values()).filter(rule -> rule.code().equals(code)).findFirst();
  }

  /** Returns the name as reports print it: {@code end-last}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

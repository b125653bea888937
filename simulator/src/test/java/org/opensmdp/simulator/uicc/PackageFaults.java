package org.opensmdp.simulator.uicc;

import static org.opensmdp.simulator.uicc.ElementStatus.*;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Der;

/** Packages with one thing wrong each, and what a card says of it. */
final class PackageFaults {
  private static final String AKA =
      element(0xA4, "A12CA12A800101810100" + "8210" + "11".repeat(16) + "8310" + "22".repeat(16));
  static final String RFM =
      element(0xA7, "4F05A000000559" + "A0050403B00001" + "810110" + "040100" + "040100");
  static final String APPLET = element(0xA8, "A10B" + "4F05A000000777" + "C4020102");

  static final int HEADER = -1;

  private PackageFaults() {}

  /** A fault, and what the card says: the status, of the element with this identification. */
  record Fault(
      String name, UnaryOperator<PackageEdit> edit, ElementStatus status, int identification) {
    @Override
    public String toString() {
      return name + ": " + status.code();
    }
  }

  private static Fault fault(
      String name, ElementStatus status, int element, UnaryOperator<PackageEdit> edit) {
    return new Fault(name, edit, status, element);
  }

  /** An element that the bundled template has not, mandated, with the identification 48. */
  private static String element(int tag, String members) {
    return Der.tlv(tag, Bytes.fromHex("A005800081" + "0130" + members)).toString();
  }

  static String gfm(String commands) {
    return element(0xA1, Der.tlv(0xA1, Der.sequence(Bytes.fromHex(commands))).toString());
  }

  // Elements of the bundled template: mf 1, pukCodes 2, pinCodes 3, usim 4, opt-usim 5, pinCodes 6,
  // akaParameter 7, securityDomain 8, end 9.
  static Stream<Fault> all() {
    return Stream.of(
        // the package as a whole
        fault("no end", INVALID_REQUEST_FORMAT, HEADER, p -> p.remove("end")),
        fault("behind end", INVALID_REQUEST_FORMAT, 48, p -> p.after("end", gfm("8000"))),
        fault("no header", INVALID_REQUEST_FORMAT, 1, p -> p.remove("header")),
        fault("two headers", INVALID_REQUEST_FORMAT, HEADER, p -> p.twice("header")),
        fault("no mf", INVALID_REQUEST_FORMAT, 2, p -> p.remove("mf")),
        fault(
            "number twice",
            INVALID_PARAMETER,
            4,
            p -> p.set("usim/A0/81", "01").set("mf/A0/81", "04").set("usim/A0/81", "04")),
        fault("no number", INVALID_REQUEST_FORMAT, HEADER, p -> p.remove("usim/A0/81")),
        fault("negative number", BAD_VALUES, HEADER, p -> p.set("usim/A0/81", "FF")),
        // header
        fault(
            "version 3.4",
            UNSUPPORTED_PROFILE_VERSION,
            HEADER,
            p -> p.set("header/80", "03").set("header/81", "04")),
        fault("version 2.4", UNSUPPORTED_PROFILE_VERSION, HEADER, p -> p.set("header/81", "04")),
        fault(
            "ICCID of 9 octets", BAD_VALUES, HEADER, p -> p.set("header/83", "898800000000000001")),
        fault("no ICCID", INVALID_REQUEST_FORMAT, HEADER, p -> p.remove("header/83")),
        fault("no services", INVALID_REQUEST_FORMAT, HEADER, p -> p.remove("header/A5")),
        fault("contactless", FEATURE_NOT_SUPPORTED, HEADER, p -> p.addFirst("header/A5", "8000")),
        fault("a later service", FEATURE_NOT_SUPPORTED, HEADER, p -> p.add("header/A5", "9E00")),
        fault(
            "a service with a value",
            INVALID_REQUEST_FORMAT,
            HEADER,
            p -> p.set("header/A5/81", "01")),
        fault(
            "a template nobody has",
            TEMPLATE_NOT_SUPPORTED,
            HEADER,
            p -> p.add("header/A6", "060667810F010263")),
        fault(
            "a template of 3.x",
            TEMPLATE_NOT_SUPPORTED,
            HEADER,
            p -> p.add("header/A6", "060767810F01020402")),
        fault(
            "a library",
            LIB_NOT_SUPPORTED,
            HEADER,
            p -> p.add("header", "A80D300B8005A000000001" + "81020100")),
        // support
        fault(
            "an unknown element", PE_NOT_SUPPORTED, 48, p -> p.before("end", element(0xBF22, ""))),
        fault(
            "an element of the issuer",
            PE_NOT_SUPPORTED,
            48,
            p -> p.before("end", element(0xA9, "81022A038203010203"))),
        fault("eap", PE_NOT_SUPPORTED, 48, p -> p.before("end", element(0xBB, "810667810F01020C"))),
        fault(
            "template of another element",
            TEMPLATE_NOT_SUPPORTED,
            4,
            p -> p.set("usim/81", "67810F010208")),
        fault(
            "template unknown",
            TEMPLATE_NOT_SUPPORTED,
            5,
            p -> p.set("opt-usim/81", "67810F010263")),
        // order
        fault("opt-usim before usim", INVALID_REQUEST_FORMAT, 5, p -> p.move("opt-usim", "usim")),
        fault(
            "akaParameter before usim",
            INVALID_REQUEST_FORMAT,
            7,
            p -> p.move("akaParameter", "usim")),
        fault("two akaParameter", INVALID_REQUEST_FORMAT, 48, p -> p.before("end", AKA)),
        fault(
            "two pukCodes",
            INVALID_REQUEST_FORMAT,
            48,
            p -> p.before("end", element(0xA3, "A100"))),
        fault(
            "cdmaParameter without csim",
            INVALID_REQUEST_FORMAT,
            48,
            p -> p.before("end", element(0xA5, "81080000000000000000"))),
        // files of templates
        fault("no EF.ICCID", INVALID_REQUEST_FORMAT, 1, p -> p.remove("mf/A4")),
        fault("EF.IMSI of 8 octets", BAD_VALUES, 4, p -> p.set("usim/A3/83", "0809101010325476")),
        fault(
            "EF.IMSI too long for its file",
            BAD_VALUES,
            4,
            p -> p.set("usim/A3/83", "08091010103254769800")),
        fault(
            "IMSI of 14 digits with the length of 15",
            BAD_VALUES,
            4,
            p -> p.set("usim/A3/83", "080110101032547698")),
        fault(
            "content before its descriptor",
            INVALID_REQUEST_FORMAT,
            4,
            p -> p.addFirst("usim/A3", "830108")),
        fault(
            "doNotCreate and content",
            INVALID_REQUEST_FORMAT,
            4,
            p -> p.addFirst("usim/B3", "8000")),
        fault(
            "a member files do not have",
            INVALID_REQUEST_FORMAT,
            4,
            p -> p.add("usim/A3", "840108")),
        fault(
            "a file the element does not have",
            INVALID_REQUEST_FORMAT,
            4,
            p -> p.add("usim", "BE00")),
        fault("a file twice", INVALID_REQUEST_FORMAT, 4, p -> p.twice("usim/A3")),
        fault("content larger than efFileSize", BAD_VALUES, 4, p -> p.set("usim/A8/A1/80", "04")),
        fault(
            "offset behind the end",
            BAD_VALUES,
            4,
            p -> p.addFirst("usim/A3", "82020100").move("usim/A3/A1", "usim/A3/82")),
        fault("negative offset", BAD_VALUES, 4, p -> p.add("usim/A3", "8201FF")),
        fault(
            "efFileSize with a zero in front", BAD_VALUES, 4, p -> p.set("usim/A8/A1/80", "000D")),
        fault(
            "records that do not fill the file",
            BAD_VALUES,
            4,
            p -> p.set("usim/B6/A1/82", "42210003")),
        fault("fileID of one octet", BAD_VALUES, 4, p -> p.set("usim/A2/A1/83", "7F")),
        fault("AID of four octets", BAD_VALUES, 4, p -> p.set("usim/A2/A1/84", "A0000000")),
        fault("no dfName", INVALID_REQUEST_FORMAT, 4, p -> p.remove("usim/A2/A1/84")),
        fault(
            "a file descriptor of no kind", BAD_VALUES, 4, p -> p.set("usim/B6/A1/82", "40210004")),
        fault(
            "fill and repeat pattern",
            INVALID_REQUEST_FORMAT,
            4,
            p -> p.add("usim/A3/A1", "A506C10100C20100")),
        fault(
            "more files than memory",
            NOT_ENOUGH_MEMORY,
            4,
            p -> p.set("usim/A8/A1/80", "7FFFFFFF")),
        fault("link to nothing", INVALID_PARAMETER, 4, p -> p.add("usim/A3/A1", "C7047FD06F99")),
        fault(
            "two files of one identifier",
            INVALID_PARAMETER,
            4,
            p -> p.add("usim/B3/A1", "83026F07")),
        fault(
            "a second usim of the same AID",
            INVALID_PARAMETER,
            48,
            p -> p.twice("usim").set("usim#1/A0/81", "30").set("usim#1/A2/A1/83", "7FD1")),
        fault(
            "a second usim of the same temporary identifier",
            INVALID_PARAMETER,
            48,
            p -> p.twice("usim")
                .set("usim#1/A0/81", "30")
                .set("usim#1/A2/A1/84", "A0000000871002FFFFFFFF8900000101")),
        fault("a PIN nobody defines", PIN_CODE_MISSING, 4, p -> p.set("usim/A2/A1/C6", "01820A")),
        fault("no local PINs", PIN_CODE_MISSING, 4, p -> p.remove("pinCodes#1")),
        fault("no global PINs", PIN_CODE_MISSING, 1, p -> p.remove("pinCodes")),
        // generic files
        fault("a path to nothing", INVALID_PARAMETER, 48, p -> p.before("end", gfm("80027F99"))),
        fault("a path of three octets", BAD_VALUES, 48, p -> p.before("end", gfm("80037F9900"))),
        fault(
            "a file without identifier",
            INVALID_REQUEST_FORMAT,
            48,
            p -> p.before("end", gfm("6207820241218001" + "02"))),
        fault(
            "a file without size",
            INVALID_REQUEST_FORMAT,
            48,
            p -> p.before("end", gfm("62088202412183022F50"))),
        fault(
            "a file that is there",
            INVALID_PARAMETER,
            48,
            p -> p.before("end", gfm("620B8202412183022FE2800102"))),
        fault(
            "content for no file",
            INVALID_REQUEST_FORMAT,
            48,
            p -> p.before("end", gfm("8000810100"))),
        fault(
            "generic content larger than its file",
            BAD_VALUES,
            48,
            p -> p.before("end", gfm("620B8202412183022F508001028103000000"))),
        fault(
            "a command that is none",
            INVALID_REQUEST_FORMAT,
            48,
            p -> p.before("end", gfm("8500"))),
        fault(
            "a generic DF with a PIN nobody defines",
            PIN_CODE_MISSING,
            48,
            p -> p.before("end", gfm("620B8202782183027F50C60102"))),
        // codes
        fault(
            "PUK of 7 digits", BAD_VALUES, 2, p -> p.set("pukCodes/A1/30/81", "31313131313131FF")),
        fault("PUK reference 9", INVALID_PARAMETER, 2, p -> p.set("pukCodes/A1/30/80", "09")),
        fault("PUK defined twice", INVALID_PARAMETER, 2, p -> p.twice("pukCodes/A1/30")),
        fault(
            "PIN of 3 digits",
            BAD_VALUES,
            3,
            p -> p.set("pinCodes/A1/A0/30/81", "313131FFFFFFFFFF")),
        fault(
            "PIN of letters",
            BAD_VALUES,
            3,
            p -> p.set("pinCodes/A1/A0/30/81", "41414141FFFFFFFF")),
        fault("ADM of 4 octets", BAD_VALUES, 3, p -> p.set("pinCodes/A1/A0/30#1/81", "31313131")),
        fault("PIN defined twice", INVALID_PARAMETER, 3, p -> p.twice("pinCodes/A1/A0/30")),
        fault("PUK nobody defines", INVALID_PARAMETER, 3, p -> p.set("pinCodes/A1/A0/30/82", "02")),
        fault("no PUKs at all", INVALID_PARAMETER, 3, p -> p.remove("pukCodes")),
        fault("PINs before PUKs", INVALID_PARAMETER, 3, p -> p.move("pinCodes", "pukCodes")),
        fault(
            "local PIN under the MF",
            INVALID_PARAMETER,
            3,
            p -> p.set("pinCodes/A1/A0/30/80", "0081")),
        fault(
            "global PIN under the ADF",
            INVALID_PARAMETER,
            6,
            p -> p.set("pinCodes#1/A1/A0/30/80", "01")),
        fault(
            "more tries left than there may be",
            BAD_VALUES,
            3,
            p -> p.set("pinCodes/A1/A0/30#1/84", "34")),
        fault(
            "PINs shared with nobody",
            INVALID_PARAMETER,
            6,
            p -> p.replace("pinCodes#1/A1/A0", "81027F99")),
        // authentication
        fault(
            "K of 15 octets", BAD_VALUES, 7, p -> p.set("akaParameter/A1/A1/82", "00".repeat(15))),
        fault(
            "OPc of 32 octets",
            BAD_VALUES,
            7,
            p -> p.set("akaParameter/A1/A1/83", "00".repeat(32))),
        fault("no OPc", INVALID_REQUEST_FORMAT, 7, p -> p.remove("akaParameter/A1/A1/83")),
        fault("algorithm 9", FEATURE_NOT_SUPPORTED, 7, p -> p.set("akaParameter/A1/A1/80", "09")),
        fault("TUAK with OPc", BAD_VALUES, 7, p -> p.set("akaParameter/A1/A1/80", "02")),
        fault("no permutation", BAD_VALUES, 7, p -> p.add("akaParameter/A1/A1", "870100")),
        fault("four rotations", BAD_VALUES, 7, p -> p.add("akaParameter/A1/A1", "840440002040")),
        fault(
            "one sequence number",
            BAD_VALUES,
            7,
            p -> p.add("akaParameter", "A5080406000000000000")),
        fault("sqnDelta of 5 octets", BAD_VALUES, 7, p -> p.add("akaParameter", "83050000000001")),
        fault(
            "mapped to nobody",
            INVALID_PARAMETER,
            7,
            p -> p.replace("akaParameter/A1/A1", "A00A8001008105A000000001")),
        // domains and applications
        fault(
            "key of 15 octets",
            BAD_VALUES,
            8,
            p -> p.set("securityDomain/A2/30/30/30/86", "00".repeat(15))),
        fault("key twice", INVALID_PARAMETER, 8, p -> p.twice("securityDomain/A2/30")),
        fault("no privileges", INVALID_REQUEST_FORMAT, 8, p -> p.remove("securityDomain/A1/82")),
        fault("two AIDs only", INVALID_REQUEST_FORMAT, 8, p -> p.remove("securityDomain/A1/4F")),
        fault("AID of 4 octets", BAD_VALUES, 8, p -> p.set("securityDomain/A1/4F#2", "A0000001")),
        fault(
            "a domain twice",
            INVALID_PARAMETER,
            48,
            p -> p.twice("securityDomain").set("securityDomain#1/A0/81", "30")),
        fault("rfm before its domain", INVALID_PARAMETER, 48, p -> p.before("securityDomain", RFM)),
        fault(
            "rfm of no domain",
            INVALID_PARAMETER,
            48,
            p -> p.before("end", RFM).after("rfm/4F", "4F05A000000001")),
        fault(
            "rfm without security level",
            INVALID_REQUEST_FORMAT,
            48,
            p -> p.before("end", RFM).remove("rfm/81")),
        fault(
            "rfm of no application",
            INVALID_PARAMETER,
            48,
            p -> p.before("end", RFM).add("rfm", "300D8005A000000001810100820100")),
        fault(
            "application before its domain",
            INVALID_PARAMETER,
            48,
            p -> p.before("securityDomain", APPLET)),
        fault(
            "application without load file",
            INVALID_REQUEST_FORMAT,
            48,
            p -> p.before("end", APPLET).remove("application/A1/C4")));
  }
}

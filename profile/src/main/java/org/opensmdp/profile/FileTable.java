package org.opensmdp.profile;

import static org.opensmdp.profile.ProfileElementType.*;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of the elements that create files, in the order of the ASN.1 module (TCA eUICC Profile
 * Package 3.3.1): the first has the tag A2, a mark ! says that it is not OPTIONAL.
 */
public final class FileTable {
  private static final int FIRST_POSITION = 2;
  private static final int LAST_LOW_TAG = 30;

  private static final String PHONEBOOK_FILES = "ef-pbr ef-ext1 ef-aas ef-gas ef-psc ef-cc ef-puid"
      + " ef-iap ef-adn ef-pbc ef-anr ef-puri ef-email ef-sne ef-uid ef-grp ef-ccp1";

  private static final Map<ProfileElementType, List<String>> NAMES =
      new EnumMap<>(ProfileElementType.class);
  private static final Map<ProfileElementType, Map<String, Integer>> TAGS =
      new EnumMap<>(ProfileElementType.class);

  static {
    put(MF, "mf! ef-pl ef-iccid! ef-dir! ef-arr! ef-umpc");
    put(CD, "df-cd! ef-launchpad ef-icon");
    put(
        TELECOM,
        "df-telecom! ef-arr ef-rma ef-sume ef-ice-dn ef-ice-ff ef-psismsc df-graphics ef-img ef-iidf"
            + " ef-ice-graphics ef-launch-scws ef-icon df-phonebook " + PHONEBOOK_FILES
            + " df-multimedia ef-mml ef-mmdf df-mmss ef-mlpl ef-mspl ef-mmssmode df-mcs ef-mst"
            + " ef-mcs-config df-v2x ef-vst ef-v2x-config ef-v2xp-pc5 ef-v2xp-Uu");
    put(
        USIM,
        "adf-usim! ef-imsi! ef-arr! ef-keys ef-keysPS ef-hpplmn ef-ust! ef-fdn ef-sms ef-smsp ef-smss"
            + " ef-spn! ef-est! ef-start-hfn ef-threshold ef-psloci ef-acc! ef-fplmn ef-loci ef-ad"
            + " ef-ecc! ef-netpar ef-epsloci ef-epsnsc");
    put(
        OPT_USIM,
        "ef-li ef-acmax ef-acm ef-gid1 ef-gid2 ef-msisdn ef-puct ef-cbmi ef-cbmid ef-sdn ef-ext2"
            + " ef-ext3 ef-cbmir ef-plmnwact ef-oplmnwact ef-hplmnwact ef-dck ef-cnl ef-smsr ef-bdn"
            + " ef-ext5 ef-ccp2 ef-ext4 ef-acl ef-cmi ef-ici ef-oci ef-ict ef-oct ef-vgcs ef-vgcss"
            + " ef-vbs ef-vbss ef-emlpp ef-aaem ef-hiddenkey ef-pnn ef-opl ef-mbdn ef-ext6 ef-mbi"
            + " ef-mwis ef-cfis ef-ext7 ef-spdi ef-mmsn ef-ext8 ef-mmsicp ef-mmsup ef-mmsucp ef-nia"
            + " ef-vgcsca ef-vbsca ef-gbabp ef-msk ef-muk ef-ehplmn ef-gbanl ef-ehplmnpi"
            + " ef-lrplmnsi ef-nafkca ef-spni ef-pnni ef-ncp-ip ef-ufc ef-nasconfig ef-uicciari"
            + " ef-pws ef-fdnuri ef-bdnuri ef-sdnuri ef-ial ef-ips ef-ipd ef-epdgid"
            + " ef-epdgselection ef-epdgidem ef-epdgselectionem ef-frompreferred ef-imsconfigdata"
            + " ef-3gpppsdataoff ef-3gpppsdataoffservicelist ef-xcapconfigdata ef-earfcnlist"
            + " ef-mudmidconfigdata ef-eaka");
    put(ISIM, "adf-isim! ef-impi! ef-impu! ef-domain! ef-ist! ef-ad ef-arr!");
    put(
        OPT_ISIM,
        "ef-pcscf ef-sms ef-smsp ef-smss ef-smsr ef-gbabp ef-gbanl ef-nafkca ef-uicciari"
            + " ef-frompreferred ef-imsconfigdata ef-xcapconfigdata ef-webrtcuri"
            + " ef-mudmidconfigdata");
    put(PHONEBOOK, "df-phonebook! " + PHONEBOOK_FILES);
    put(GSM_ACCESS, "df-gsm-access! ef-kc ef-kcgprs ef-cpbcch ef-invscan");
    put(
        CSIM,
        "adf-csim! ef-arr! ef-call-count! ef-imsi-m! ef-imsi-t! ef-tmsi! ef-ah! ef-aop! ef-aloc!"
            + " ef-cdmahome! ef-znregi! ef-snregi! ef-distregi! ef-accolc! ef-term! ef-acp! ef-prl!"
            + " ef-ruimid! ef-csim-st! ef-spc! ef-otapaspc! ef-namlock! ef-ota! ef-sp!"
            + " ef-esn-meid-me! ef-li! ef-usgind! ef-ad! ef-max-prl! ef-spcs! ef-mecrp!"
            + " ef-home-tag! ef-group-tag! ef-specific-tag! ef-call-prompt!");
    put(
        OPT_CSIM,
        "ef-ssci ef-fdn ef-sms ef-smsp ef-smss ef-ssfc ef-spn ef-mdn ef-ecc ef-me3gpdopc ef-3gpdopm"
            + " ef-sipcap ef-mipcap ef-sipupp ef-mipupp ef-sipsp ef-mipsp ef-sippapss ef-puzl"
            + " ef-maxpuzl ef-hrpdcap ef-hrpdupp ef-csspr ef-atc ef-eprl ef-bcsmscfg ef-bcsmspref"
            + " ef-bcsmstable ef-bcsmsp ef-bakpara ef-upbakpara ef-mmsn ef-ext8 ef-mmsicp ef-mmsup"
            + " ef-mmsucp ef-auth-capability ef-3gcik ef-dck ef-gid1 ef-gid2 ef-cdmacnl"
            + " ef-sf-euimid ef-est ef-hidden-key ef-lcsver ef-lcscp ef-sdn ef-ext2 ef-ext3 ef-ici"
            + " ef-oci ef-ext5 ef-ccp2 ef-applabels ef-model ef-rc ef-smscap ef-mipflags"
            + " ef-3gpduppext ef-ipv6cap ef-tcpconfig ef-dgc ef-wapbrowsercp ef-wapbrowserbm"
            + " ef-mmsconfig ef-jdl");
    put(EAP, "df-eap! ef-eapkeys ef-eapstatus! ef-puid ef-ps ef-curid ef-reid ef-realm");
    put(
        DF_5GS,
        "df-df-5gs! ef-5gs3gpploci ef-5gsn3gpploci ef-5gs3gppnsc ef-5gsn3gppnsc ef-5gauthkeys"
            + " ef-uac-aic ef-suci-calc-info ef-opl5g ef-supinai ef-routing-indicator ef-ursp"
            + " ef-tn3gppsnn ef-cag ef-sor-cmci ef-dri ef-5gsedrx ef-5gnswo-conf ef-mchpplmn"
            + " ef-kausf-derivation");
    put(DF_SAIP, "df-df-saip! ef-suci-calc-info-usim");
    put(DF_SNPN, "df-df-snpn! ef-pws-snpn");
    put(
        DF_5GPROSE,
        "df-df-5g-prose! ef-5g-prose-st ef-5g-prose-dd ef-5g-prose-dc ef-5g-prose-u2nru"
            + " ef-5g-prose-ru ef-5g-prose-uir");
    put(
        IOT,
        "mf ef-pl ef-iccid ef-dir ef-arr ef-umpc adf-usim ef-imsi! ef-arr-usim ef-keys ef-keysPS"
            + " ef-hpplmn ef-ust ef-start-hfn ef-threshold ef-psloci ef-acc! ef-fplmn ef-loci ef-ad"
            + " ef-ecc ef-netpar");
    put(
        OPT_IOT,
        "ef-fdn ef-sms ef-smsp ef-smss ef-spn ef-est ef-oplmnwact ef-hplmnwact ef-ehplmn ef-epsloci"
            + " ef-epsnsc df-df-5gs ef-5gs3gpploci ef-5gsn3gpploci ef-5gs3gppnsc ef-5gsn3gppnsc"
            + " ef-5gauthkeys ef-uac-aic ef-suci-calc-info ef-opl5g ef-supi-nai"
            + " ef-routing-indicator ef-ursp ef-tn3gppsnn df-df-saip ef-suci-calc-info-usim");
  }

  private FileTable() {}

  private static void put(ProfileElementType type, String files) {
    var names = Arrays.asList(files.split(" ", -1));
    NAMES.put(type, names);
    var tags = new HashMap<String, Integer>();
    for (int i = 0; i < names.size(); i++) {
      tags.put(plain(names.get(i)), tagAt(FIRST_POSITION + i));
    }
    TAGS.put(type, tags);
  }

  private static int tagAt(int position) {
    return position <= LAST_LOW_TAG ? 0xA0 | position : 0xBF00 | position;
  }

  private static String plain(String name) {
    return name.endsWith("!") ? name.substring(0, name.length() - 1) : name;
  }

  /** Returns the tag of the file of this name. */
  static Optional<Integer> tag(ProfileElementType type, String name) {
    return Optional.ofNullable(TAGS.getOrDefault(type, Map.of()).get(name));
  }

  /** Returns the name of the file under this tag, as {@code ef-imsi}. */
  public static Optional<String> name(ProfileElementType type, int tag) {
    int position = tag > 0xFF ? tag & 0xFF : tag & 0x1F;
    var names = NAMES.getOrDefault(type, List.of());
    int index = position - FIRST_POSITION;
    return index >= 0 && index < names.size() && tagAt(position) == tag
        ? Optional.of(plain(names.get(index)))
        : Optional.empty();
  }

  /** Returns the names of the files that the element must hold. */
  public static List<String> mandatory(ProfileElementType type) {
    return NAMES.getOrDefault(type, List.of()).stream()
        .filter(name -> name.endsWith("!"))
        .map(FileTable::plain)
        .toList();
  }
}

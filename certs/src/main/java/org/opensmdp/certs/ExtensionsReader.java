package org.opensmdp.certs;

import static org.bouncycastle.asn1.x509.Extension.authorityKeyIdentifier;
import static org.bouncycastle.asn1.x509.Extension.basicConstraints;
import static org.bouncycastle.asn1.x509.Extension.certificatePolicies;
import static org.bouncycastle.asn1.x509.Extension.extendedKeyUsage;
import static org.bouncycastle.asn1.x509.Extension.keyUsage;
import static org.bouncycastle.asn1.x509.Extension.nameConstraints;
import static org.bouncycastle.asn1.x509.Extension.subjectAlternativeName;
import static org.bouncycastle.asn1.x509.Extension.subjectKeyIdentifier;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.jspecify.annotations.Nullable;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.SmdpOid;
import org.opensmdp.rsp.SubjectKeyId;

/** Reads the extensions of one certificate. Throws whatever Bouncy Castle throws at odd octets. */
final class ExtensionsReader {
  /** SEQUENCE OF PrintableString in EUM certificates of v3: the EINs it may use. */
  static final ASN1ObjectIdentifier PERMITTED_EINS = new ASN1ObjectIdentifier("2.23.146.1.2.2.0");

  private static final int MAX_OID_OCTETS = 64;

  private final org.bouncycastle.asn1.x509.@Nullable Extensions all;

  ExtensionsReader(org.bouncycastle.asn1.x509.@Nullable Extensions all) {
    this.all = all;
  }

  Extensions read() {
    var names = value(subjectAlternativeName).map(GeneralNames::getInstance);
    var basic = value(basicConstraints).map(BasicConstraints::getInstance);
    return new Extensions(
        oids(all == null ? null : all.getExtensionOIDs()),
        oids(all == null ? null : all.getCriticalExtensionOIDs()),
        value(subjectKeyIdentifier).map(ASN1OctetString::getInstance).map(ExtensionsReader::keyId),
        value(authorityKeyIdentifier)
            .map(AuthorityKeyIdentifier::getInstance)
            .flatMap(aki -> Optional.ofNullable(aki.getKeyIdentifierObject()))
            .map(ExtensionsReader::keyId),
        policies(),
        names.flatMap(ExtensionsReader::registeredId),
        names.map(ExtensionsReader::dnsNames).orElse(List.of()),
        keyUsageBits(),
        extendedKeyUsages(),
        basic.map(BasicConstraints::isCA).orElse(false),
        basic.map(ExtensionsReader::pathLength).orElse(OptionalInt.empty()),
        constraints());
  }

  private Optional<ASN1Primitive> value(ASN1ObjectIdentifier oid) {
    var extension = all == null ? null : all.getExtension(oid);
    if (extension == null) {
      return Optional.empty();
    }
    var octets = Bytes.wrap(extension.getExtnValue().getOctets());
    return Optional.of(ShallowAsn1.parse("Certificate.extension " + oid, octets));
  }

  private static Set<String> oids(ASN1ObjectIdentifier @Nullable [] oids) {
    var ids = new LinkedHashSet<String>();
    for (var oid : oids == null ? new ASN1ObjectIdentifier[0] : oids) {
      ids.add(oid.getId());
    }
    return ids;
  }

  private static SubjectKeyId keyId(ASN1OctetString octets) {
    return new SubjectKeyId(Bytes.of(octets.getOctets()));
  }

  private List<String> policies() {
    return value(certificatePolicies).map(CertificatePolicies::getInstance).stream()
        .flatMap(policies -> Arrays.stream(policies.getPolicyInformation()))
        .map(PolicyInformation::getPolicyIdentifier)
        .map(ASN1ObjectIdentifier::getId)
        .toList();
  }

  private OptionalInt keyUsageBits() {
    var usage = value(keyUsage).map(KeyUsage::getInstance);
    if (usage.isEmpty()) {
      return OptionalInt.empty();
    }
    int bits = 0;
    for (int bit = 1; bit <= 0x80; bit <<= 1) {
      bits |= usage.get().hasUsages(bit) ? bit : 0;
    }
    return OptionalInt.of(bits);
  }

  private List<String> extendedKeyUsages() {
    return value(extendedKeyUsage).map(ExtendedKeyUsage::getInstance).stream()
        .flatMap(usages -> Arrays.stream(usages.getUsages()))
        .map(usage -> usage.getId())
        .toList();
  }

  private static OptionalInt pathLength(BasicConstraints basic) {
    BigInteger length = basic.getPathLenConstraint();
    return length == null ? OptionalInt.empty() : OptionalInt.of(length.intValueExact());
  }

  private static Optional<SmdpOid> registeredId(GeneralNames names) {
    return named(names, GeneralName.registeredID)
        .map(ASN1ObjectIdentifier::getInstance)
        .findFirst()
        .map(ExtensionsReader::smdpOid);
  }

  private static SmdpOid smdpOid(ASN1ObjectIdentifier oid) {
    if (oid.getId().length() > 3 * MAX_OID_OCTETS) {
      throw new InvalidMessage("Certificate.subjectAltName: registeredID too long");
    }
    return new SmdpOid(oid.getId());
  }

  private static List<String> dnsNames(GeneralNames names) {
    return named(names, GeneralName.dNSName)
        .map(name -> ((ASN1String) name).getString())
        .toList();
  }

  private static Stream<ASN1Encodable> named(GeneralNames names, int tag) {
    return Arrays.stream(names.getNames())
        .filter(name -> name.getTagNo() == tag)
        .map(GeneralName::getName);
  }

  private Extensions.Constraints constraints() {
    var names = value(nameConstraints).map(NameConstraints::getInstance);
    return new Extensions.Constraints(
        subtrees(names, NameConstraints::getPermittedSubtrees),
        subtrees(names, NameConstraints::getExcludedSubtrees),
        permittedEins());
  }

  private static List<NameConstraint> subtrees(
      Optional<NameConstraints> names,
      Function<NameConstraints, GeneralSubtree @Nullable []> side) {
    var found = new ArrayList<NameConstraint>();
    var subtrees = names.map(side).orElse(new GeneralSubtree[0]);
    for (GeneralSubtree subtree : subtrees) {
      if (subtree.getBase().getTagNo() == GeneralName.directoryName) {
        found.add(NameConstraint.of(X500Name.getInstance(subtree.getBase().getName())));
      }
    }
    return List.copyOf(found);
  }

  private List<String> permittedEins() {
    var eins = new ArrayList<String>();
    for (ASN1Encodable ein : value(PERMITTED_EINS).map(ASN1Sequence::getInstance).stream()
        .flatMap(sequence -> Arrays.stream(sequence.toArray()))
        .toList()) {
      eins.add(((ASN1String) ein).getString());
    }
    return List.copyOf(eins);
  }
}

package org.opensmdp.profile;

import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.InvalidMessage;
import org.opensmdp.rsp.ProfileOwner;
import org.opensmdp.rsp.StoreMetadataRequest;

/** Makes the metadata of one subscriber's profile (SGP.22 v2 §5.5.3). */
public final class ProfileMetadata {
  private ProfileMetadata() {}

  /**
   * Returns the metadata, the network of the IMSI, and the groups of the type, as owner.
   *
   * @param mncLength digits of the network code, 2 or 3, as EF.AD of the profile says
   * @throws IllegalArgumentException if it says anything else
   * @throws InvalidMessage if a text is empty or too long
   */
  public static StoreMetadataRequest of(
      MetadataTexts texts, Iccid iccid, Imsi imsi, int mncLength) {
    var owner = new ProfileOwner(mccMnc(imsi, mncLength), texts.gid1(), texts.gid2());
    return common(texts, iccid).profileOwner(owner).build();
  }

  /**
   * Returns the metadata of a profile without an IMSI, and so without an owner.
   *
   * @throws IllegalArgumentException if there are policy rules: they need an owner
   */
  public static StoreMetadataRequest of(MetadataTexts texts, Iccid iccid) {
    if (!texts.policyRules().isEmpty()) {
      throw new IllegalArgumentException("policy rules without an owner (expected: an IMSI)");
    }
    return common(texts, iccid).build();
  }

  private static StoreMetadataRequest.Builder common(MetadataTexts texts, Iccid iccid) {
    var builder = StoreMetadataRequest.builder(
            iccid, texts.serviceProviderName(), texts.profileName())
        .profileClass(texts.profileClass());
    texts.icon().ifPresent(builder::icon);
    texts.notifications().forEach(builder::notification);
    if (!texts.policyRules().isEmpty()) {
      builder.profilePolicyRules(
          texts.policyRules().stream().mapToInt(ProfilePolicyRule::bit).sorted().toArray());
    }
    return builder;
  }

  private static Bytes mccMnc(Imsi imsi, int mncLength) {
    if (mncLength != 2 && mncLength != 3) {
      throw new IllegalArgumentException(
          "MNC of %d digits (expected: 2 or 3)".formatted(mncLength));
    }
    return ProfileOwner.mccMnc(imsi.mcc(), imsi.digits().substring(3, 3 + mncLength));
  }
}

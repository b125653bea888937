package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.PROFILE;
import static org.opensmdp.persistence.db.Tables.PROFILE_TYPE;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Record;
import org.opensmdp.activation.Order;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.ProfileState;
import org.opensmdp.activation.ProfileType;
import org.opensmdp.activation.StoredProfile;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Eid;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.MatchingId;
import org.opensmdp.rsp.Secret;
import org.opensmdp.rsp.StatusCode;

/** Reads profiles and their types out of rows. */
final class ProfileRow {
  /** The columns that a row needs to have. */
  static final List<Field<?>> COLUMNS = Stream.concat(
          Stream.of(
              PROFILE.ICCID,
              PROFILE.STATE,
              PROFILE.EID,
              PROFILE.MATCHING_ID,
              PROFILE.CONFIRMATION_CODE_HASH,
              PROFILE.CONFIRMATION_ATTEMPTS,
              PROFILE.DOWNLOAD_ATTEMPTS,
              PROFILE.SMDS_ADDRESS,
              PROFILE.EXPIRES_AT,
              PROFILE.FAILURE,
              PROFILE.MAX_DOWNLOAD_ATTEMPTS,
              PROFILE.MAX_CONFIRMATION_ATTEMPTS),
          Arrays.stream(PROFILE_TYPE.fields()))
      .toList();

  /** What a stored profile needs beside. */
  static final List<Field<?>> BESIDE =
      List.of(PROFILE.CALLS, PROFILE.NAMED_EID, PROFILE.OPERATOR_ID, PROFILE.QUARANTINED_UNTIL);

  private final Sealer sealer;

  ProfileRow(Sealer sealer) {
    this.sealer = sealer;
  }

  StoredProfile stored(Record row) {
    return new StoredProfile(
        profile(row),
        row.get(PROFILE.OPERATOR_ID),
        typeOfOrder(row),
        Stream.of(row.get(PROFILE.CALLS)).map(Bytes::wrap).toList(),
        Optional.ofNullable(row.get(PROFILE.NAMED_EID)).map(Eid::new),
        Optional.ofNullable(row.get(PROFILE.QUARANTINED_UNTIL)).map(OffsetDateTime::toInstant));
  }

  Profile profile(Record row) {
    var iccid = iccid(row);
    return switch (ProfileState.valueOf(row.get(PROFILE.STATE))) {
      case AVAILABLE -> new Profile.Available(iccid);
      case ALLOCATED -> new Profile.Allocated(iccid);
      case LINKED -> new Profile.Linked(iccid, eid(row));
      case CONFIRMED -> new Profile.Confirmed(iccid, order(row));
      case RELEASED -> new Profile.Released(iccid, order(row));
      case DOWNLOADED -> new Profile.Downloaded(iccid, order(row));
      case INSTALLED -> new Profile.Installed(iccid, order(row));
      case ERROR ->
        new Profile.Failed(iccid, order(row), StatusCode.valueOf(row.get(PROFILE.FAILURE)));
      case UNAVAILABLE -> new Profile.Unavailable(iccid);
    };
  }

  static ProfileType type(Record row) {
    return type(
        row,
        row.get(PROFILE_TYPE.MAX_DOWNLOAD_ATTEMPTS),
        row.get(PROFILE_TYPE.MAX_CONFIRMATION_ATTEMPTS));
  }

  /** Returns the type with the limits of the order where it has its own. */
  static ProfileType typeOfOrder(Record row) {
    var downloads = Optional.ofNullable(row.get(PROFILE.MAX_DOWNLOAD_ATTEMPTS));
    var codes = Optional.ofNullable(row.get(PROFILE.MAX_CONFIRMATION_ATTEMPTS));
    return type(
        row,
        downloads.orElseGet(() -> row.get(PROFILE_TYPE.MAX_DOWNLOAD_ATTEMPTS)),
        codes.orElseGet(() -> row.get(PROFILE_TYPE.MAX_CONFIRMATION_ATTEMPTS)));
  }

  private static ProfileType type(
      Record row, int maxDownloadAttempts, int maxConfirmationAttempts) {
    return new ProfileType(
        row.get(PROFILE_TYPE.PROFILE_TYPE_ID),
        row.get(PROFILE_TYPE.OPERATOR_ID),
        row.get(PROFILE_TYPE.NAME),
        MetadataRow.texts(row),
        row.get(PROFILE_TYPE.MNC_LENGTH),
        ProfileType.Protection.valueOf(row.get(PROFILE_TYPE.PROTECTION)),
        maxDownloadAttempts,
        maxConfirmationAttempts,
        Optional.ofNullable(row.get(PROFILE_TYPE.ORDER_LIFETIME_SECONDS)).map(Duration::ofSeconds),
        ProfileType.Rebinding.valueOf(row.get(PROFILE_TYPE.REBINDING)),
        row.get(PROFILE_TYPE.SYNTHETIC));
  }

  static Iccid iccid(Record row) {
    return new Iccid(row.get(PROFILE.ICCID));
  }

  private static Optional<Eid> eid(Record row) {
    return Optional.ofNullable(row.get(PROFILE.EID)).map(Eid::new);
  }

  private Order order(Record row) {
    return new Order(
        eid(row),
        new MatchingId(row.get(PROFILE.MATCHING_ID)),
        codeHash(row),
        Optional.ofNullable(row.get(PROFILE.SMDS_ADDRESS)),
        row.get(PROFILE.DOWNLOAD_ATTEMPTS),
        row.get(PROFILE.CONFIRMATION_ATTEMPTS),
        Optional.ofNullable(row.get(PROFILE.EXPIRES_AT)).map(OffsetDateTime::toInstant));
  }

  private Optional<Secret> codeHash(Record row) {
    return Optional.ofNullable(row.get(PROFILE.CONFIRMATION_CODE_HASH))
        .map(octets -> sealer.open(
            "profile", "confirmation_code_hash", row.get(PROFILE.ICCID), Bytes.wrap(octets)));
  }
}

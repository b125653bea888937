package org.opensmdp.persistence;

import static org.opensmdp.persistence.db.Tables.PROFILE;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;
import org.opensmdp.activation.PreparedPackage;
import org.opensmdp.activation.ProfileMaterial;
import org.opensmdp.activation.ProfileRequirements;
import org.opensmdp.activation.ReleaseVerdict;
import org.opensmdp.crypto.ProfileProtection.ProfileKeys;
import org.opensmdp.profile.MandatoryService;
import org.opensmdp.profile.SubscriberData;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.Imsi;
import org.opensmdp.rsp.VersionType;

/** How what a package is made of, and what was made of it ahead, lie in the rows of profiles. */
final class MaterialRow {
  /** The columns that a row needs to have for its material. */
  static final List<Field<?>> COLUMNS =
      List.of(PROFILE.ICCID, PROFILE.IMSI, PROFILE.SUBSCRIBER, PROFILE.READY_PACKAGE);

  /** The columns that say what a ready-made package asks for. */
  static final List<Field<?>> REQUIREMENTS = List.of(
      PROFILE.READY_MAJOR, PROFILE.READY_MINOR, PROFILE.READY_SERVICES, PROFILE.READY_OCTETS);

  private static final String TABLE = "profile";
  private static final String PREPARED = "prepared_package";

  private final Sealer sealer;

  MaterialRow(Sealer sealer) {
    this.sealer = sealer;
  }

  /** Returns the material, opened; the version is of no matter to a ready-made package. */
  ProfileMaterial material(Record row, @Nullable Long version) {
    var iccid = ProfileRow.iccid(row);
    var ready = Optional.ofNullable(row.get(PROFILE.READY_PACKAGE)).map(Bytes::wrap);
    if (ready.isPresent()) {
      return new ProfileMaterial.ReadyMade(
          sealer.open(TABLE, "ready_package", iccid.digits(), ready.get()), imsi(row));
    }
    var sealed = Bytes.wrap(row.get(PROFILE.SUBSCRIBER));
    try (var opened = sealer.open(TABLE, "subscriber", iccid.digits(), sealed)) {
      var listed = imsi(row).orElseThrow();
      return new ProfileMaterial.Personalised(
          Optional.ofNullable(version).orElse(0L),
          SubscriberData.decode(iccid, listed, opened),
          listed);
    }
  }

  static Optional<Imsi> imsi(Record row) {
    return Optional.ofNullable(row.get(PROFILE.IMSI)).map(Imsi::new);
  }

  static Optional<ProfileRequirements> requirements(Record row) {
    return Optional.ofNullable(row.get(PROFILE.READY_OCTETS))
        .map(octets -> new ProfileRequirements(
            new VersionType(row.get(PROFILE.READY_MAJOR), row.get(PROFILE.READY_MINOR), 0),
            Arrays.stream(row.get(PROFILE.READY_SERVICES))
                .map(MandatoryService::valueOf)
                .collect(Collectors.toUnmodifiableSet()),
            octets));
  }

  static String[] services(ProfileRequirements needed) {
    return needed.services().stream().sorted().map(Enum::name).toArray(String[]::new);
  }

  Optional<PreparedPackage> prepared(Record row) {
    return Optional.ofNullable(row.get(PROFILE.PREPARED_PACKAGE)).map(octets -> {
      try (var opened = sealer.open(TABLE, PREPARED, row.get(PROFILE.ICCID), Bytes.wrap(octets))) {
        return new PreparedPackage(row.get(PROFILE.PREPARED_VERSION), ProfileKeys.decode(opened));
      }
    });
  }

  /** Returns the verdict of the release, if there is one. */
  static Optional<ReleaseVerdict> verdict(Record row) {
    return Optional.ofNullable(row.get(PROFILE.RELEASED_VERSION))
        .map(version -> new ReleaseVerdict(version, Bytes.wrap(row.get(PROFILE.RELEASED_HASH))));
  }

  /** Returns SHA-256 of the metadata that the phone was shown, if it was kept. */
  static Optional<Bytes> shown(Record row) {
    return Optional.ofNullable(row.get(PROFILE.SHOWN_HASH)).map(Bytes::wrap);
  }

  /** Puts the values that keep a package; without one, that which is there is kept. */
  Values put(Values values, Iccid iccid, Optional<PreparedPackage> prepared) {
    return values
        .octets(PREPARED, prepared.map(it -> sealed(iccid, it)))
        .number("prepared_version", prepared.map(PreparedPackage::versionId));
  }

  private Bytes sealed(Iccid iccid, PreparedPackage prepared) {
    try (var secret = prepared.protection().encode()) {
      return sealer.seal(TABLE, PREPARED, iccid.digits(), secret);
    }
  }
}

package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.opensmdp.persistence.Samples.iccid;
import static org.opensmdp.persistence.Samples.token;
import static org.opensmdp.persistence.Samples.transaction;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.Order;
import org.opensmdp.activation.PreparedPackage;
import org.opensmdp.activation.PreparedPackagesContract;
import org.opensmdp.activation.Profile;
import org.opensmdp.activation.Profiles.Moved;
import org.opensmdp.activation.TestStore;
import org.opensmdp.crypto.BspKeys;
import org.opensmdp.crypto.ProfileProtection;
import org.opensmdp.rsp.Bytes;
import org.opensmdp.rsp.Secret;

class JooqPreparedPackagesIT extends PreparedPackagesContract {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  @Override
  protected TestStore freshStore() {
    return DATABASE.emptied();
  }

  @Test
  void sealsWhatWasPreparedForItsOwnRow() {
    var stores = DATABASE.emptied().stores();
    Samples.stocked(stores, 2);
    Samples.begin(stores, 1, release(stores, 1), token(1));
    Samples.begin(stores, 2, release(stores, 2), token(2));

    String stored = value(
        "select encode(prepared_package, 'hex') from profile where iccid = '" + iccid(1) + "'");

    assertThat(stored).hasSizeGreaterThan(1_000).doesNotContainIgnoringCase(Samples.KI.toString());
    assertThat(stores.downloads().find(transaction(1)).orElseThrow().prepared())
        .contains(prepared());
    DATABASE
        .get()
        .database()
        .jooq()
        .execute("update profile set prepared_package = (select"
            + " prepared_package from profile where iccid = '" + iccid(2) + "')");
    assertThatExceptionOfType(StorageException.class)
        .isThrownBy(() -> stores.downloads().find(transaction(1)))
        .withMessageContaining("profile.prepared_package");
  }

  private static String value(String sql) {
    return String.valueOf(DATABASE.get().database().jooq().fetchValue(sql));
  }

  private static Profile.Released release(Stores stores, int number) {
    var available = new Profile.Available(iccid(number));
    var allocated = available.allocated();
    var released = allocated.released(new Order(
        Optional.empty(),
        token(number),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        Optional.empty()));
    Samples.move(stores, available, allocated);
    var event = Samples.event("ES2+.Sample", allocated, released);
    assertThat(stores
            .profiles()
            .move(
                allocated,
                released,
                Samples.CODE_HASH,
                event,
                Optional.of(prepared()),
                Optional.empty()))
        .isEqualTo(Moved.DONE);
    return released;
  }

  private static PreparedPackage prepared() {
    var keys = new BspKeys(Bytes.wrap(new byte[16]), Secret.of(Samples.KI), Secret.of(Samples.OPC));
    return new PreparedPackage(7, ProfileProtection.protect(Bytes.wrap(new byte[600]), keys));
  }
}

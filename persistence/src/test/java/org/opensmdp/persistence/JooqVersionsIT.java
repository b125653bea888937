package org.opensmdp.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensmdp.activation.TestStore;
import org.opensmdp.activation.VersionsContract;

class JooqVersionsIT extends VersionsContract {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  @Override
  protected TestStore emptyStore() {
    return DATABASE.emptied();
  }

  /** Not even the owner of the tables. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "template = template || decode('00', 'hex')",
        "holes = decode('00', 'hex')",
        "content_hash = decode(repeat('00', 32), 'hex')",
        "number = number + 1",
        "created_at = created_at - interval '1 day'"
      })
  void letsNobodyChangeWhatIsInAVersion(String change) {
    var store = DATABASE.emptied();
    Samples.stocked(store.stores(), 1);
    var db = store.database().jooq();

    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> db.execute("update profile_version set " + change))
        .withMessageContaining("never changes");
    assertThat(db.execute("update profile_version set note = 'seen', state = 'CANDIDATE'"))
        .isEqualTo(1);
  }
}

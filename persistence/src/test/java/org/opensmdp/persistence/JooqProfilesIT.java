package org.opensmdp.persistence;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.ProfilesContract;
import org.opensmdp.activation.TestStore;

class JooqProfilesIT extends ProfilesContract {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  @Override
  protected TestStore freshStore() {
    return DATABASE.emptied();
  }
}

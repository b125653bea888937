package org.opensmdp.persistence;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.TestStore;
import org.opensmdp.activation.VersionsContract;

class JooqVersionsIT extends VersionsContract {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  @Override
  protected TestStore emptyStore() {
    return DATABASE.emptied();
  }
}

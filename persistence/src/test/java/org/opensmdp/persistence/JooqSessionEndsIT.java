package org.opensmdp.persistence;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.SessionEndsContract;
import org.opensmdp.activation.TestStore;

class JooqSessionEndsIT extends SessionEndsContract {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  @Override
  protected TestStore freshStore() {
    return DATABASE.emptied();
  }
}

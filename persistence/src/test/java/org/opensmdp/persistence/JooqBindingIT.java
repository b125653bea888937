package org.opensmdp.persistence;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.BindingContract;
import org.opensmdp.activation.TestStore;

class JooqBindingIT extends BindingContract {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  @Override
  protected TestStore freshStore() {
    return DATABASE.emptied();
  }
}

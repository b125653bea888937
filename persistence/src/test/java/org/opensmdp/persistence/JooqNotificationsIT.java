package org.opensmdp.persistence;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.NotificationsContract;
import org.opensmdp.activation.TestStore;

class JooqNotificationsIT extends NotificationsContract {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  @Override
  protected TestStore freshStore() {
    return DATABASE.emptied();
  }
}

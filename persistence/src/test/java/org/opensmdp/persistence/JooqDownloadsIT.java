package org.opensmdp.persistence;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.opensmdp.activation.DownloadsContract;
import org.opensmdp.activation.TestStore;

class JooqDownloadsIT extends DownloadsContract {
  @RegisterExtension
  static final DatabaseOfTheClass DATABASE = new DatabaseOfTheClass();

  @Override
  protected TestStore freshStore() {
    return DATABASE.emptied();
  }
}

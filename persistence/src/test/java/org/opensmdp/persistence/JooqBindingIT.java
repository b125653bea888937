package org.opensmdp.persistence;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.opensmdp.activation.BindingContract;
import org.opensmdp.activation.TestStore;

class JooqBindingIT extends BindingContract {
  private static TestDatabase database;

  @BeforeAll
  static void create() {
    database = TestDatabase.create();
  }

  @AfterAll
  static void drop() {
    database.close();
  }

  @Override
  protected TestStore freshStore() {
    return JooqStore.emptied(database);
  }
}

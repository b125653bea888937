package org.opensmdp.persistence;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database of a test class's own, for contracts of the storage: emptied for each test. */
final class DatabaseOfTheClass implements BeforeAllCallback, AfterAllCallback {
  private Optional<TestDatabase> database = Optional.empty();

  @Override
  public void beforeAll(ExtensionContext context) {
    database = Optional.of(TestDatabase.create());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    get().close();
  }

  TestDatabase get() {
    return database.orElseThrow();
  }

  JooqStore emptied() {
    return JooqStore.emptied(get());
  }
}

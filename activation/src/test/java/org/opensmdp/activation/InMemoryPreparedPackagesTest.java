package org.opensmdp.activation;

class InMemoryPreparedPackagesTest extends PreparedPackagesContract {
  @Override
  protected TestStore freshStore() {
    return new InMemoryStore();
  }
}

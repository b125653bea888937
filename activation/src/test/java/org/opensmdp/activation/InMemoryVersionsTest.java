package org.opensmdp.activation;

class InMemoryVersionsTest extends VersionsContract {
  @Override
  protected TestStore emptyStore() {
    return new InMemoryStore();
  }
}

package org.opensmdp.activation;

class InMemorySessionEndsTest extends SessionEndsContract {
  @Override
  protected TestStore freshStore() {
    return new InMemoryStore();
  }
}

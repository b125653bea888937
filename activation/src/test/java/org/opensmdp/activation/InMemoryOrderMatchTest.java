package org.opensmdp.activation;

class InMemoryOrderMatchTest extends OrderMatchContract {
  @Override
  protected TestStore freshStore() {
    return new InMemoryStore();
  }
}

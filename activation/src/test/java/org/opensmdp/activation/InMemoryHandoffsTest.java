package org.opensmdp.activation;

class InMemoryHandoffsTest extends HandoffsContract {
  @Override
  protected TestStore freshStore() {
    return new InMemoryStore();
  }
}

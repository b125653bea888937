package org.opensmdp.activation;

class InMemoryCallbacksTest extends CallbacksContract {
  @Override
  protected TestStore freshStore() {
    return new InMemoryStore();
  }
}

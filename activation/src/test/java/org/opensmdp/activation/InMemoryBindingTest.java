package org.opensmdp.activation;

class InMemoryBindingTest extends BindingContract {
  @Override
  protected TestStore freshStore() {
    return new InMemoryStore();
  }
}

package org.opensmdp.activation;

class InMemoryAdministrationTest extends AdministrationContract {
  @Override
  protected TestStore freshStore() {
    return new InMemoryStore();
  }
}

package org.opensmdp.activation;

class InMemoryAdministratorsTest extends AdministratorsContract {
  @Override
  protected TestStore freshStore() {
    return new InMemoryStore();
  }
}

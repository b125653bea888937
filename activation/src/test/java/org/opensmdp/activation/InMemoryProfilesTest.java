package org.opensmdp.activation;

class InMemoryProfilesTest extends ProfilesContract {
  @Override
  protected TestStore freshStore() {
    return new InMemoryStore();
  }
}

package org.opensmdp.activation;

class InMemoryEventRecordsTest extends EventRecordsContract {
  @Override
  protected TestStore freshStore() {
    return new InMemoryStore();
  }
}

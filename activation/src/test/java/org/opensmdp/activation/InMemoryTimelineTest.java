package org.opensmdp.activation;

class InMemoryTimelineTest extends TimelineContract {
  @Override
  protected TestStore freshStore() {
    return new InMemoryStore();
  }
}

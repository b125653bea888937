package org.opensmdp.activation;

class InMemoryNotificationsTest extends NotificationsContract {
  @Override
  protected TestStore freshStore() {
    return new InMemoryStore();
  }
}

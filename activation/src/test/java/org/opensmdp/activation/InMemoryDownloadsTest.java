package org.opensmdp.activation;

class InMemoryDownloadsTest extends DownloadsContract {
  @Override
  protected TestStore freshStore() {
    return new InMemoryStore();
  }
}

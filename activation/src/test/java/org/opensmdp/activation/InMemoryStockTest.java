package org.opensmdp.activation;

class InMemoryStockTest extends StockContract {
  @Override
  protected TestStore freshStore() {
    return new InMemoryStore();
  }
}

package org.opensmdp.http;

/** What all connections of one listener share. */
final class Service {
  private final ListenerConfig config;
  private final Routes routes;
  private final WorkerPool workers;
  private volatile boolean stopping;

  Service(ListenerConfig config, Routes routes, WorkerPool workers) {
    this.config = config;
    this.routes = routes;
    this.workers = workers;
  }

  ListenerConfig config() {
    return config;
  }

  Routes routes() {
    return routes;
  }

  WorkerPool workers() {
    return workers;
  }

  HttpObserver observer() {
    return config.observer();
  }

  /** From now on every answer is the last one of its connection. */
  void stop() {
    stopping = true;
  }

  boolean stopping() {
    return stopping;
  }
}

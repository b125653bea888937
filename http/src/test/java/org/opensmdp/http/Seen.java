package org.opensmdp.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Writes down what the server reports. */
final class Seen implements HttpObserver {
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();
  final List<String> handshakes = new CopyOnWriteArrayList<>();
  final List<String> finished = new CopyOnWriteArrayList<>();
  final List<String> refused = new CopyOnWriteArrayList<>();

  @Override
  public void connectionOpened() {
    opened.incrementAndGet();
  }

  @Override
  public void connectionClosed() {
    closed.incrementAndGet();
  }

  @Override
  public void tlsHandshake(boolean ok, String protocol, long nanos) {
    handshakes.add(protocol);
  }

  @Override
  public void requestFinished(String routeName, int status, long queuedNanos, long serviceNanos) {
    finished.add(routeName + " " + status);
  }

  @Override
  public void refused(String why) {
    refused.add(why);
  }
}

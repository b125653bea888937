package org.opensmdp.http;

/** One request on its way through the worker pool. */
record Call(
    RequestHandler origin,
    Route route,
    Request request,
    ReplyHook hook,
    boolean keepAlive,
    long queuedAt)
    implements Runnable {

  Call(RequestHandler origin, Route route, Request request, ReplyHook hook, boolean keepAlive) {
    this(origin, route, request, hook, keepAlive, System.nanoTime());
  }

  @Override
  public void run() {
    long started = System.nanoTime();
    var reply = hook.leaving(request, route.call(request));
    long ended = System.nanoTime();
    origin.answerFromWorker(
        new Answer(route.name(), reply, keepAlive, started - queuedAt, ended - started));
  }
}

package org.opensmdp.http;

/**
 * Sees every reply of a listener to a request that was whole, on its way out, and may send another: for
 * a server that is to be wrong on purpose. Given by code only; no configuration reaches it. Any thread.
 */
@FunctionalInterface
public interface ReplyHook {
  /** Lets every reply pass as it is. */
  ReplyHook NONE = (request, reply) -> reply;

  /** Returns what is sent to answer this request. */
  Reply leaving(Request request, Reply reply);
}

package org.opensmdp.http;

/**
 * Sees every reply of a listener to a request that was whole, on its way out, and may send another: for
 * a server that is to be wrong on purpose. Given by code only; no configuration reaches it. Any thread.
 */
@FunctionalInterface
public interface ReplyHook {
  /** Lets every reply pass as it is. */
  ReplyHook NONE = (path, reply) -> reply;

  /**
   * Returns what is sent.
   *
   * @param path of the request, without the query
   */
  Reply leaving(String path, Reply reply);
}

package org.opensmdp.http;

/**
 * Answers one request. It runs on a worker thread and may block; what it throws is logged once and
 * answered with an empty 500.
 */
@FunctionalInterface
public interface Handler {
  Reply handle(Request request);
}

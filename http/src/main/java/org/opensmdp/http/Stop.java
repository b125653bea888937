package org.opensmdp.http;

/** The event that tells a connection to end as soon as nothing is in flight on it. */
enum Stop {
  GRACEFULLY
}

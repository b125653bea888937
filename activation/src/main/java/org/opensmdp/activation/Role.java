package org.opensmdp.activation;

/** What an administrator may do. Each role may do what those before it may. */
public enum Role {
  /** Look at orders, types and figures. */
  VIEWER,
  /** Help subscribers: look up codes, resend, release and cancel orders. */
  SUPPORT,
  /** Run the service: stock, versions, types, callbacks. */
  OPERATIONS,
  /** Decide who may do what: operators, tokens. */
  ADMINISTRATOR;

  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}

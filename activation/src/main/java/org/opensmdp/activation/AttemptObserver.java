package org.opensmdp.activation;

import java.time.Instant;
import org.opensmdp.rsp.Iccid;
import org.opensmdp.rsp.NotificationEvent;
import org.opensmdp.rsp.TransactionId;

/**
 * Told of every step of an attempt once it is stored: what success rates and funnels are counted from.
 * Any thread; must not block.
 */
public interface AttemptObserver {

  /** Watches nothing. */
  AttemptObserver NONE = new AttemptObserver() {
    @Override
    public void stepped(TransactionId attempt, Step step, Instant at) {}

    @Override
    public void changed(Iccid profile, NotificationEvent operation, Instant at) {}
  };

  /** How far an attempt has come. */
  enum Step {
    /** The card has proved itself and an order is claimed for it. */
    AUTHENTICATED,
    /** Its package has left, for the first time in this session. */
    DELIVERED,
    /** The card's report of the installation is accepted. */
    REPORTED,
    /** The LPA gave up. */
    CANCELLED,
    /** It was given up: nobody has been heard of again. */
    SILENT
  }

  /**
   * An attempt has come a step further.
   *
   * @param at when, as it is stored
   */
  void stepped(TransactionId attempt, Step step, Instant at);

  /** A card has reported that it enabled, disabled or deleted a profile, and is believed. */
  void changed(Iccid profile, NotificationEvent operation, Instant at);
}

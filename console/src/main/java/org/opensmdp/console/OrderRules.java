package org.opensmdp.console;

import org.opensmdp.activation.CancelOrder;
import org.opensmdp.activation.ConfirmOrder;
import org.opensmdp.activation.LimitOrder;
import org.opensmdp.activation.PlaceOrder;
import org.opensmdp.activation.ReleaseProfile;

/** The rules of ES2+ as administrators use them, on behalf of an operator. */
public record OrderRules(
    PlaceOrder placeOrder,
    ConfirmOrder confirmOrder,
    ReleaseProfile releaseProfile,
    CancelOrder cancelOrder,
    LimitOrder limitOrder) {}

package org.opensmdp.es2plus;

import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.opensmdp.activation.Caller;
import org.opensmdp.activation.CancelOrder;
import org.opensmdp.activation.ConfirmOrder;
import org.opensmdp.activation.DownloadOrder;
import org.opensmdp.rsp.Iccid;

/** What the functions do, as far as a binding can see. */
record Es2PlusRules(
    BiFunction<Caller, DownloadOrder.Request, Iccid> downloadOrder,
    BiFunction<Caller, ConfirmOrder.Request, ConfirmOrder.Response> confirmOrder,
    BiConsumer<Caller, CancelOrder.Request> cancelOrder,
    BiConsumer<Caller, Iccid> releaseProfile) {}

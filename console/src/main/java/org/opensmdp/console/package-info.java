/**
 * The admin API: who administers, with which role, and what they see and change. A resource is a class;
 * it reads JSON, asks {@code activation}, and writes JSON. No rule of an order is decided here.
 */
@NullMarked
package org.opensmdp.console;

import org.jspecify.annotations.NullMarked;

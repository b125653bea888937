/**
 * What happened to an order, told for people: the events with what they mean, what the card showed, what
 * the network and the phone said, and at the head what to say and to do. It reads and judges nothing
 * anew; what a code means, the glossary says.
 */
@NullMarked
package org.opensmdp.activation.timeline;

import org.jspecify.annotations.NullMarked;

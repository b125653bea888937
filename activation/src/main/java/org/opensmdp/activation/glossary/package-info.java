/**
 * What codes mean, in plain words: for a customer, for support, for who is on call. Data and look-up;
 * it knows no order and no phone.
 */
@NullMarked
package org.opensmdp.activation.glossary;

import org.jspecify.annotations.NullMarked;

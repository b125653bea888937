/**
 * The PKI of SGP.22 v2 §4.5: certificate profiles, chain checks, credential sets, issuing a
 * private or test hierarchy. It says what is wrong with a certificate, not which status code that
 * is.
 */
@NullMarked
package org.opensmdp.certs;

import org.jspecify.annotations.NullMarked;

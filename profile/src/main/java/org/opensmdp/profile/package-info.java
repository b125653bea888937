/**
 * What a profile package says (TCA eUICC Profile Package, SAIP): elements, files,
 * personalisation, consistency of ICCID and IMSI. It neither protects nor stores packages.
 */
@NullMarked
package org.opensmdp.profile;

import org.jspecify.annotations.NullMarked;

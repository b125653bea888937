/**
 * Profile packages as text: the value notation of ASN.1 (ITU-T X.680) over the types of TCA eUICC
 * Profile Package 3.3.1, as GSMA TS.48 prints its profiles, with holes where a subscriber's data will
 * stand. Judges no profile: that is what consistency and lint are for.
 */
@NullMarked
package org.opensmdp.profile.text;

import org.jspecify.annotations.NullMarked;

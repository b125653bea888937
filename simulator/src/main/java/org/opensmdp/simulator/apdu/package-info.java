/**
 * The doors of the virtual eUICC: what lies between an LPA that speaks APDUs and the functions of the
 * card. Logical channels, SELECT, STORE DATA in blocks and GET RESPONSE (SGP.22 v2 §5.7.2, ISO/IEC
 * 7816-4, ETSI TS 102 221); lines of JSON, lines of hex and vpcd around them; traces of all that
 * passes. Nothing here knows what a profile is.
 */
@NullMarked
package org.opensmdp.simulator.apdu;

import org.jspecify.annotations.NullMarked;

/**
 * The card behind an installed profile: what its interpreter makes of profile elements (TCA eUICC
 * Profile Package), the file system they leave, and the commands that read and authenticate (ETSI TS 102
 * 221, 3GPP TS 31.102). Knows nothing of RSP sessions and of the ISD-R.
 */
@NullMarked
package org.opensmdp.simulator.uicc;

import org.jspecify.annotations.NullMarked;

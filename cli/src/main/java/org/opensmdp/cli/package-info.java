/**
 * The command line. Each command says what it did, where, and what to do next.
 */
@NullMarked
package org.opensmdp.cli;

import org.jspecify.annotations.NullMarked;

/**
 * JSON as small requests and answers need it: the members that were asked for go in, members in the
 * order they are written go out. No binding of classes, no trees, no knowledge of what the members
 * mean.
 */
@NullMarked
package org.opensmdp.http.json;

import org.jspecify.annotations.NullMarked;

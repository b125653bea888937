/**
 * The storage of the domain in PostgreSQL: migrations, tables, encryption at rest, the embedded
 * server. It moves rows from one state to the next and decides nothing.
 */
@NullMarked
package org.opensmdp.persistence;

import org.jspecify.annotations.NullMarked;

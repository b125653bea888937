package org.opensmdp.persistence;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.opensmdp.activation.StorageUnavailable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Runs statements, and tells a database that cannot be reached from a statement that is refused. */
final class Sql {
  private static final String UNIQUE_VIOLATION = "23505";
  private static final String CONNECTION_EXCEPTION = "08";
  private static final String SHUTDOWN_OR_STARTUP = "57P0[123]";

  private final DSLContext jooq;
  private final Optional<TenantRole> role;
  private final OptionalLong tenant;

  /** Runs statements as the owner of the tables. */
  Sql(DSLContext jooq) {
    this(jooq, Optional.empty());
  }

  /**
   * Runs statements as the owner of the tables, or for tenants.
   *
   * @param role what statements for a tenant run as; absent: as the owner, too
   */
  Sql(DSLContext jooq, Optional<TenantRole> role) {
    this(jooq, role, OptionalLong.empty());
  }

  private Sql(DSLContext jooq, Optional<TenantRole> role, OptionalLong tenant) {
    this.jooq = jooq;
    this.role = role;
    this.tenant = tenant;
  }

  /**
   * Returns what runs every piece of work in a transaction that sees the rows of one operator and no
   * others, whatever its statements say (the policies of V017_1). It costs two round trips more.
   */
  Sql asTenant(long operatorId) {
    return new Sql(jooq, role, OptionalLong.of(operatorId));
  }

  /**
   * Runs work that needs the database.
   *
   * @throws StorageUnavailable if the database cannot be reached
   */
  <T> T run(Function<DSLContext, T> work) {
    try {
      return tenant.isPresent() && role.isPresent()
          ? jooq.transactionResult(inside -> {
            role.get().enter(inside.dsl(), tenant.getAsLong());
            return work.apply(inside.dsl());
          })
          : work.apply(jooq);
    } catch (DataAccessException e) {
      throw unreachable(e) ? new StorageUnavailable(e) : e;
    }
  }

  /** Runs work of several statements, all or none of which happen. */
  <T> T transaction(Function<DSLContext, T> work) {
    return run(db -> db.transactionResult(inside -> work.apply(inside.dsl())));
  }

  /** Runs a command that selects how many rows it moved, and returns whether there was one. */
  boolean moved(Command command, Values values) {
    return run(db -> command.run(db, values, Long.class)).orElse(0L) > 0;
  }

  /** Returns whether a unique constraint or index is why the statement was refused. */
  static boolean violates(DataAccessException e, String constraint) {
    return UNIQUE_VIOLATION.equals(e.sqlState())
        && Optional.ofNullable(e.getCause(PSQLException.class))
            .map(PSQLException::getServerErrorMessage)
            .map(ServerErrorMessage::getConstraint)
            .filter(constraint::equals)
            .isPresent();
  }

  private static boolean unreachable(DataAccessException e) {
    var cause = e.getCause(SQLException.class);
    if (cause == null) {
      return false;
    }
    var state = String.valueOf(cause.getSQLState());
    return cause instanceof SQLTransientConnectionException
        || state.startsWith(CONNECTION_EXCEPTION)
        || state.matches(SHUTDOWN_OR_STARTUP);
  }
}

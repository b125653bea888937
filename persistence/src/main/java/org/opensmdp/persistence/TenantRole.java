package org.opensmdp.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The role that statements of operators run as: bound by the policies of the tables, which show it the
 * rows of one operator. It has no password and nobody logs in with it; the program takes it on for one
 * transaction.
 *
 * @param schema where the tables are; a search path that names the user would lead elsewhere
 */
record TenantRole(String schema) {
  private static final Logger LOG = LoggerFactory.getLogger(TenantRole.class);
  private static final String NAME = "opensmdp_tenant";
  private static final String NOT_ALLOWED = "42501";

  /** Holds where the user may become the role; before PostgreSQL 16 every member may. */
  private static final String MAY_SET = """
      pg_has_role(current_user, 'opensmdp_tenant',
        case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end)""";

  /** Nodes that start together wait for each other; other databases of the server do not. */
  private static final String PREPARE = """
      do $$
      declare
        opened record;
        privilege text;
      begin
        perform pg_advisory_xact_lock(x'0E5D9A28'::int);
        if not exists (select from pg_roles where rolname = 'opensmdp_tenant') then
          begin
            create role opensmdp_tenant nologin;
          exception when duplicate_object or unique_violation then
            null;
          end;
        end if;
        if not %s then
          execute format('grant opensmdp_tenant to %%I', current_user);
        end if;
        if not has_schema_privilege('opensmdp_tenant', current_schema(), 'usage') then
          execute format('grant usage on schema %%I to opensmdp_tenant', current_schema());
        end if;
        for opened in
          select c.oid, c.oid::regclass as name, obj_description(p.oid, 'pg_policy') as privileges
          from pg_policy p join pg_class c on c.oid = p.polrelid
          where p.polname = 'tenant' and c.relnamespace = current_schema()::regnamespace
        loop
          foreach privilege in array string_to_array(opened.privileges, ', ') loop
            if not has_table_privilege('opensmdp_tenant', opened.oid, privilege) then
              execute format('grant %%s on %%s to opensmdp_tenant', privilege, opened.name);
            end if;
          end loop;
        end loop;
        for opened in
          select f.oid, f.oid::regprocedure as name from pg_proc f
          where f.proname in ('is_known_iccid', 'is_known_type')
            and f.pronamespace = current_schema()::regnamespace
            and not has_function_privilege('opensmdp_tenant', f.oid, 'execute')
        loop
          execute format('grant execute on function %%s to opensmdp_tenant', opened.name);
        end loop;
      end
      $$""".formatted(MAY_SET);

  /**
   * Makes the role and gives it what the policies say, as far as that is not so yet. A user who may not
   * make roles goes on without: the rules keep operators apart then, and a warning says what to do.
   */
  static void prepare(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(PREPARE);
    } catch (SQLException e) {
      if (!NOT_ALLOWED.equals(e.getSQLState())) {
        throw e;
      }
      LOG.atWarn()
          .log(
              "Statements of operators run without row-level security: the user of the database may not"
                  + " make the role {} or take it on ({}). Run as a superuser, then start again:"
                  + " create role {} nologin; grant {} to {};",
              NAME,
              e.getMessage(),
              NAME,
              NAME,
              connection.getMetaData().getUserName());
    }
  }

  /** Returns the role, if the user of the database may take it on. */
  static Optional<TenantRole> find(DSLContext jooq) {
    if (!holds(jooq, "exists (select from pg_roles where rolname = 'opensmdp_tenant')")) {
      return Optional.empty();
    }
    return holds(jooq, MAY_SET + " and has_table_privilege('opensmdp_tenant', 'profile', 'update')")
        ? Optional.of(new TenantRole(String.valueOf(jooq.fetchValue("select current_schema()"))))
        : Optional.empty();
  }

  private static boolean holds(DSLContext jooq, String condition) {
    return Boolean.TRUE.equals(jooq.fetchValue("select " + condition));
  }

  /** Takes the role on until the transaction ends, in one round trip. */
  void enter(DSLContext transaction, long operatorId) {
    transaction.fetch(
        "select set_config('role', ?, true), set_config('search_path', ?, true),"
            + " set_config('opensmdp.operator', ?, true)",
        NAME,
        schema,
        Long.toString(operatorId));
  }
}

-- The second wall between tenants, behind the rules: what is done for an operator runs as the role
-- opensmdp_tenant, which sees the rows of the operator that its transaction names. Policies bind neither the owner
-- of the tables nor what devices do. A table that is not opened here, or by a later migration that calls
-- open_to_tenants, is closed to the role. The role belongs to the server and not to a database: it is
-- made, and granted what the policies' comments say, whenever the program starts.
create function tenant() returns bigint language sql stable
    return nullif(current_setting('opensmdp.operator', true), '')::bigint;

create procedure open_to_tenants(opened regclass, rule text, privileges text) language plpgsql as $$
begin
    execute format('alter table %s enable row level security', opened);
    execute format('create policy tenant on %s using (%s)', opened, rule);
    execute format('comment on policy tenant on %s is %L', opened, privileges);
end
$$;

call open_to_tenants('operator', 'operator_id = (select tenant())', 'select');
call open_to_tenants('operator_client', 'operator_id = (select tenant())', 'select');
call open_to_tenants('profile_type', 'operator_id = (select tenant())', 'select');
call open_to_tenants('profile_version',
    'exists (select from profile_type where profile_type.profile_type_id = profile_version.profile_type_id)', 'select');
call open_to_tenants('profile', 'operator_id = (select tenant())', 'select, update');
call open_to_tenants('rsp_session', 'exists (select from profile where profile.iccid = rsp_session.iccid)',
    'select, update');
call open_to_tenants('binding', 'exists (select from profile where profile.iccid = binding.iccid)',
    'select, delete');
call open_to_tenants('notification', 'exists (select from profile where profile.iccid = notification.iccid)',
    'select');
call open_to_tenants('activation_event',
    'exists (select from profile where profile.iccid = activation_event.iccid)', 'select, insert');

-- What a tenant is told of others: that a number or a name is taken, and nothing else.
do $do$
begin
    execute format($f$
        create function is_known_iccid(text) returns boolean language sql stable
            security definer set search_path = %1$I, pg_temp
            as 'select exists (select from profile where iccid = $1)'
        $f$, current_schema());
    execute format($f$
        create function is_known_type(text) returns boolean language sql stable
            security definer set search_path = %1$I, pg_temp
            as 'select exists (select from profile_type where name = $1)'
        $f$, current_schema());
end
$do$;

revoke execute on function is_known_iccid(text), is_known_type(text) from public;

-- The triggers that run with the rights of the owner look names up in this schema, and last of all among
-- what a session has made for itself.
do $do$
begin
    execute format('alter function tell_operator() set search_path = %1$I, pg_temp', current_schema());
    execute format('alter function smds_event_wish() set search_path = %1$I, pg_temp', current_schema());
end
$do$;

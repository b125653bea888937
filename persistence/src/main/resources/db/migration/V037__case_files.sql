-- What a support agent reads beside the events of an order. Of the card that proved itself: its EUICCInfo2 as
-- it signed it (about 200 octets), and of its certificates who made it, under which CI and until when. Written
-- by the statement that begins the session, read by people alone. And the name of a matter: one correlation id
-- from the order until its profile is in stock again, the caller's own where it has given one.
alter table rsp_session
    add column euicc_info2     bytea check (length(euicc_info2) <= 4096),
    add column eum_name        text  check (length(eum_name) <= 200),
    add column eum_not_after   timestamptz,
    add column euicc_not_after timestamptz,
    add column card_ci         text  check (card_ci ~ '^[0-9A-F]{1,64}$'); -- the CI's subjectKeyIdentifier

alter table profile add column correlation_id text check (correlation_id ~ '^[!-~]{1,64}$');
create index profile_correlation on profile (correlation_id) where correlation_id is not null;

alter table callback add column correlation_id text;

-- Whoever orders, and by whatever statement: the order has a name from then on, and stock has none.
-- With the rights of the owner, as every trigger on a table of tenants.
create function name_order() returns trigger
    language plpgsql security definer set search_path from current as $$
begin
    if new.state = 'AVAILABLE' then
        new.correlation_id := null;
    elsif new.correlation_id is null then
        new.correlation_id := gen_random_uuid()::text;
    end if;
    return new;
end
$$;

create trigger name_order before update of state on profile
    for each row when (new.state = 'AVAILABLE' or old.state = 'AVAILABLE') execute function name_order();

-- As in V018; a callback goes under the name of its order.
create or replace function tell_operator() returns trigger
    language plpgsql security definer set search_path from current as $$
begin
    insert into callback (operator_id, kind, iccid, eid, profile_type, happened_at, point, status,
        message, result_data, tried_since, next_attempt_at, correlation_id)
    select wanted.operator_id, wanted.kind, profile.iccid, profile.eid, profile_type.name,
        new.happened_at, new.progress_point, new.progress_status, new.detail, new.progress_data,
        new.happened_at, new.happened_at, profile.correlation_id
    from profile
        join profile_type on profile_type.profile_type_id = profile.profile_type_id
        join operator_callback wanted on wanted.operator_id = profile.operator_id
            and new.progress_point = any (wanted.points)
    where profile.iccid = new.iccid
    order by wanted.kind;
    return null;
end
$$;

-- A card that was refused before it had an order is found by its EID; there is no other trace of it.
create index activation_event_card on activation_event (eid, happened_at) where iccid is null;
create index client_log_card on client_log (eid, happened_at) where iccid is null;
create index callback_iccid on callback (iccid);

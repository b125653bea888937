-- What operators are told of the progress of their orders. What is to be told is a row of its own, and
-- it is written with the event that it tells of, by the database itself: so no statement that appends an
-- event can forget it, and an event that is rolled back tells nobody.
create table operator_callback (
    operator_id  bigint    not null references operator,
    kind         text      not null check (kind in ('HANDLE_DOWNLOAD_PROGRESS_INFO', 'HANDLE_NOTIFICATION', 'WEBHOOK')),
    url          text      not null check (url like 'https://%'),
    points       integer[] not null check (cardinality(points) > 0),
    enabled      boolean   not null,
    identity     text,     -- the credential set whose TLS certificate is shown
    trusted_ca   text,     -- PEM
    requester_id text,
    secret       bytea,    -- sealed
    primary key (operator_id, kind),
    check ((kind = 'WEBHOOK') = (secret is not null))
);

create table callback (
    callback_id     bigint      generated always as identity primary key,
    event_id        uuid        not null default gen_random_uuid() unique,
    operator_id     bigint      not null,
    kind            text        not null,
    iccid           text        not null,
    eid             text,
    profile_type    text        not null,
    happened_at     timestamptz not null,
    point           integer     not null check (point between 1 and 255),
    status          text,       -- the name of the status code of a failure
    message         text        not null,
    result_data     bytea,
    state           text        not null default 'PENDING' check (state in ('PENDING', 'DELIVERED', 'DEAD')),
    attempts        integer     not null default 0,
    tried_since     timestamptz not null,
    next_attempt_at timestamptz not null,
    ended_at        timestamptz,
    last_error      text
);

create index callback_due on callback (operator_id, kind, next_attempt_at) where state = 'PENDING';
create index callback_in_order on callback (operator_id, kind, iccid, callback_id) where state = 'PENDING';
create index callback_dead on callback (operator_id, callback_id) where state = 'DEAD';
create index callback_delivered on callback (ended_at) where state = 'DELIVERED';

-- Pending rows come and go: their indexes stay small only if what is gone is soon cleaned up.
alter table callback set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_cost_delay = 0);

alter table activation_event
    add column progress_point  integer check (progress_point between 1 and 255),
    add column progress_status text,
    add column progress_data   bytea;

-- Card, profile and type are those of the order, whatever the event says. It runs with the rights of the
-- owner: who writes the event for an operator may not see this table.
create function tell_operator() returns trigger
    language plpgsql security definer set search_path from current as $$
begin
    insert into callback (operator_id, kind, iccid, eid, profile_type, happened_at, point, status,
        message, result_data, tried_since, next_attempt_at)
    select wanted.operator_id, wanted.kind, profile.iccid, profile.eid, profile_type.name,
        new.happened_at, new.progress_point, new.progress_status, new.detail, new.progress_data,
        new.happened_at, new.happened_at
    from profile
        join profile_type on profile_type.profile_type_id = profile.profile_type_id
        join operator_callback wanted on wanted.operator_id = profile.operator_id
            and new.progress_point = any (wanted.points)
    where profile.iccid = new.iccid
    order by wanted.kind;
    return null;
end
$$;

create trigger tell_operator after insert on activation_event
    for each row when (new.progress_point is not null) execute function tell_operator();

-- The table of db-scheduler: who is at which work now.
create table scheduled_tasks (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);

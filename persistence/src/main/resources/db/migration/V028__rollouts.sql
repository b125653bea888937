-- One version of a type given to ever more devices, until it is the stable one or taken back. plan holds what
-- was decided when it was drawn up (stages, segments, gate); the row what has become of it. The epoch counts
-- everything that changes who gets which version: nodes keep what they have read of a rollout by it.
create table rollout (
    rollout_id      bigint      generated always as identity primary key,
    profile_type_id bigint      not null references profile_type,
    from_version_id bigint      not null references profile_version,
    to_version_id   bigint      not null references profile_version,
    state           text        not null check (state in ('DRAFT', 'PREFLIGHT', 'REJECTED', 'RUNNING', 'PAUSED',
                                    'COMPLETE', 'STABLE', 'ROLLING_BACK', 'ROLLED_BACK')),
    stage           integer     not null default 0 check (stage >= 0), -- index in plan.stages
    epoch           integer     not null default 1,
    plan            jsonb       not null,
    quarantined     jsonb       not null default '[]', -- strata that get the from-version for good
    locked          boolean     not null default false, -- people alone may go on
    owner           text        not null,
    why             text        not null default '' check (length(why) <= 500), -- of the last change
    created_at      timestamptz not null,
    stage_since     timestamptz,
    changed_at      timestamptz not null,
    ended_at        timestamptz,
    check (from_version_id <> to_version_id)
);

-- One rollout of a type runs; a second waits.
create unique index rollout_running on rollout (profile_type_id)
    where state in ('PREFLIGHT', 'RUNNING', 'PAUSED', 'COMPLETE', 'ROLLING_BACK');

alter table rsp_session add foreign key (rollout_id) references rollout;

-- What the gate has counted, in the order in which it did: with it a decision can be taken again.
create table rollout_sample (
    rollout_id     bigint      not null references rollout,
    position       integer     not null, -- 1, 2, ... within the rollout
    transaction_id bytea       not null,
    arm            text        not null check (arm in ('NEW', 'STABLE')),
    stage          integer     not null,
    stratum        text        not null, -- eum/firmware/package_version
    result         text        not null,
    attribution    text,
    cause          text,
    seconds        double precision, -- package delivered to report received
    counted_at     timestamptz not null,
    primary key (rollout_id, position),
    unique (rollout_id, transaction_id)
);

-- What people, and the gate, have done with a rollout; a stage above 25 % needs two different ones.
create table rollout_step (
    rollout_id bigint      not null references rollout,
    position   integer     not null,
    happened_at timestamptz not null,
    actor      text        not null, -- a token's name, or 'gate'
    step       text        not null, -- created, started, preflight, approved, promoted, paused, resumed,
                                     -- quarantined, rolled-back, completed, stable, frozen
    stage      integer     not null,
    why        text        not null default '' check (length(why) <= 500),
    primary key (rollout_id, position)
);

-- When nothing is promoted: of one type, or of all.
create table freeze_window (
    freeze_id       bigint      generated always as identity primary key,
    profile_type_id bigint      references profile_type,
    starts_at       timestamptz not null,
    ends_at         timestamptz not null check (ends_at > starts_at),
    why             text        not null check (length(why) between 1 and 500),
    actor           text        not null
);

-- A version's life: what changed, and since when it was the one that new downloads get.
alter table profile_version
    add column stable_since    timestamptz,
    add column withdrawn_at    timestamptz,
    add column withdrawn_why   text;
update profile_version set stable_since = created_at where state = 'STABLE';

-- Whoever waits for the verdicts of a rollout is woken by the transaction that passes one; payload: its number.
create function tell_rollout() returns trigger language plpgsql as $$
begin
    perform pg_notify('opensmdp_verdict', new.rollout_id::text);
    return null;
end
$$;
create trigger rsp_session_verdict after update of result on rsp_session
    for each row when (new.result is not null and old.result is null and new.rollout_id is not null)
    execute function tell_rollout();

-- And whoever keeps what it has read of a rollout hears that it has changed.
create function tell_rollout_change() returns trigger language plpgsql as $$
begin
    perform pg_notify('opensmdp_rollout', new.rollout_id::text);
    return null;
end
$$;
create trigger rollout_changed after insert or update on rollout
    for each row execute function tell_rollout_change();

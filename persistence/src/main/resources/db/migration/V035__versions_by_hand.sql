-- What people say of a version beside its note: what changed in it, and for whom.
alter table profile_version
    add column migration_note text not null default '' check (length(migration_note) <= 4000);

-- A version is what was judged, rolled out and shown: what is in it never changes, whoever asks.
create function refuse_new_content() returns trigger language plpgsql as $$
begin
    raise exception 'version % of profile type % never changes: import the next one',
        old.number, old.profile_type_id using errcode = 'integrity_constraint_violation';
end
$$;
create trigger profile_version_content before update on profile_version for each row
    when (old.template is distinct from new.template or old.holes is distinct from new.holes
        or old.content_hash is distinct from new.content_hash or old.number is distinct from new.number
        or old.profile_type_id is distinct from new.profile_type_id
        or old.created_at is distinct from new.created_at)
    execute function refuse_new_content();

-- What the stable version does for its cards, measured before another one is pushed. A card is a measurement at
-- its time and does not change.
create table baseline_card (
    card_id            bigint      generated always as identity primary key,
    profile_type_id    bigint      not null references profile_type,
    profile_version_id bigint      not null references profile_version,
    since              timestamptz not null, -- attempts that ended from here on
    taken_at           timestamptz not null check (taken_at > since),
    actor              text        not null,
    strata             jsonb       not null  -- of each stratum: verdicts, successes, seconds, octets
);
create index baseline_card_version on baseline_card (profile_version_id, taken_at);

-- What the simulated field made of a version before devices got it.
create table rollout_preflight (
    rollout_id   bigint      not null references rollout,
    position     integer     not null,
    happened_at  timestamptz not null,
    actor        text        not null,
    content_hash bytea       not null check (length(content_hash) = 32),
    passed       boolean     not null,
    report       jsonb       not null,
    primary key (rollout_id, position)
);

-- A tenant's statement ends attempts, too: the trigger tells of them with the rights of the owner.
do $do$
begin
    execute format('alter function tell_rollout() security definer set search_path = %1$I, pg_temp', current_schema());
end
$do$;

-- What a rollout has left behind for kinds of cards that its version hurt: they get another version, until the
-- exception is lifted by hand, or by a rollout that has reached them. One holds at a time for a kind of card.
create table version_exception (
    exception_id    bigint      generated always as identity primary key,
    profile_type_id bigint      not null references profile_type,
    eum             text        not null,
    firmware        text        not null,
    package_version text        not null,
    version_id      bigint      not null references profile_version, -- what these cards get instead
    failed          bigint[]    not null check (cardinality(failed) > 0), -- versions known to fail on them
    rollout_id      bigint      not null references rollout, -- that made it
    why             text        not null check (length(why) <= 500),
    created_at      timestamptz not null,
    lifted_at       timestamptz,
    lifted_by       text,
    lifted_why      text        check (length(lifted_why) <= 500),
    lifted_rollout  bigint      references rollout, -- that has reached these cards, or keeps them from more
    check ((lifted_at is null) = (lifted_by is null))
);
create unique index version_exception_holds on version_exception (profile_type_id, eum, firmware, package_version)
    where lifted_at is null;

-- The same for the offer of an order, which reads the type anyhow: no join, and nothing to parse where there are
-- none. Written by the triggers alone, with the rights of the owner. "get" is the exception's version, or where that is withdrawn the last stable
-- one that is not and is not known to fail on these cards; null: there is none.
alter table profile_type add column exceptions jsonb not null default '[]';

create function tell_exceptions(type_id bigint) returns void
    language sql security definer set search_path from current as $$
    with held as (
        select coalesce(jsonb_agg(jsonb_build_object(
            'stratum', eum || '/' || firmware || '/' || package_version,
            'since', floor(extract(epoch from created_at) * 1000000)::bigint,
            'failed', to_jsonb(failed),
            'get', (
                select version.profile_version_id from profile_version version
                where version.profile_type_id = type_id and version.state <> 'WITHDRAWN'
                  and version.profile_version_id <> all (failed)
                  and (version.profile_version_id = version_id or version.stable_since is not null)
                order by version.profile_version_id <> version_id, version.stable_since desc
                limit 1)) order by exception_id), '[]') as told
        from version_exception where version_exception.profile_type_id = type_id and lifted_at is null)
    update profile_type set exceptions = held.told from held
    where profile_type.profile_type_id = type_id and profile_type.exceptions <> held.told
$$;

create function exception_changed() returns trigger
    language plpgsql security definer set search_path from current as $$
begin
    perform tell_exceptions(new.profile_type_id);
    return null;
end
$$;
create trigger version_exception_told after insert or update on version_exception
    for each row execute function exception_changed();
create trigger profile_version_excepted after update of state, stable_since on profile_version
    for each row when (old.state <> new.state or old.stable_since is distinct from new.stable_since)
    execute function exception_changed();

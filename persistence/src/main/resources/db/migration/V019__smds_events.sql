-- What an SM-DS shall hold of our orders, and what it does (ES12). The wish is written by the statement
-- that moves the profile, whichever it is: a trigger sees every move. Nobody but the delivery calls an
-- SM-DS, outside of any transaction. A row stays when its order has ended, for an EventID is never used
-- twice; only what was never released is forgotten.
create table smds_event (
    event_id        text        not null check (event_id <> ''), -- the matchingId of the order
    iccid           text        not null,
    operator_id     bigint      not null,
    eid             text        not null check (eid ~ '^[0-9]{32}$'),
    smds_address    text        not null,
    wanted          text        not null check (wanted in ('PRESENT', 'ABSENT')),
    known           text        not null check (known in ('PRESENT', 'ABSENT', 'UNKNOWN')),
    released        boolean     not null, -- its order has been downloadable: the EventID is used up
    wished_at       timestamptz not null, -- since when wanted is what it is
    due_since       timestamptz not null, -- since when there is something to do
    next_attempt_at timestamptz,          -- null: there is nothing to do, or nobody tries any more
    leased_until    timestamptz,          -- somebody is calling the SM-DS until then, or was killed
    turn            bigint      not null default 0, -- counts the leases: a late answer is told by it
    attempts        integer     not null default 0, -- that have failed in a row
    last_error      text        not null default '',
    dead_at         timestamptz,          -- when it was given up, for people to look at
    checking        boolean     not null default false, -- nothing was wanted: the SM-DS is compared with us
    settled_at      timestamptz,          -- when an SM-DS last said what is so
    primary key (iccid, event_id)
);

create unique index smds_event_event_id on smds_event (event_id);
create index smds_event_due on smds_event (next_attempt_at) where next_attempt_at is not null;
create index smds_event_dead on smds_event (dead_at) where dead_at is not null;
create index smds_event_settled on smds_event (settled_at) where next_attempt_at is null and dead_at is null;

-- With the rights of the owner: whoever may move a profile need not be allowed to see this table.
create function smds_event_wish() returns trigger
    language plpgsql security definer set search_path from current as $$
declare
    lives constant boolean := old.state in ('RELEASED', 'DOWNLOADED');
    shall_live constant boolean := new.state in ('RELEASED', 'DOWNLOADED');
begin
    if lives and not shall_live and old.smds_address is not null then
        update smds_event
           set wanted = 'ABSENT', wished_at = new.changed_at, due_since = new.changed_at, attempts = 0,
               last_error = '', dead_at = null, checking = false,
               next_attempt_at = case when known = 'ABSENT' and leased_until is null then null
                                      else greatest(new.changed_at, leased_until) end
         where iccid = old.iccid and event_id = old.matching_id and wanted = 'PRESENT';
    end if;
    if shall_live and not lives and new.smds_address is not null and new.eid is not null
       and new.matching_id <> '' then
        insert into smds_event (event_id, iccid, operator_id, eid, smds_address, wanted, known, released,
                                wished_at, due_since, next_attempt_at)
        values (new.matching_id, new.iccid, new.operator_id, new.eid, new.smds_address, 'PRESENT', 'ABSENT',
                true, new.changed_at, new.changed_at, new.changed_at)
        on conflict (event_id) do update
           set wanted = 'PRESENT', released = true, wished_at = excluded.wished_at,
               due_since = excluded.due_since, attempts = 0, last_error = '', dead_at = null,
               next_attempt_at = case when smds_event.known = 'PRESENT' then null
                                      else greatest(excluded.next_attempt_at, smds_event.leased_until) end
         where not smds_event.released and smds_event.iccid = excluded.iccid
           and smds_event.eid = excluded.eid and smds_event.smds_address = excluded.smds_address;
        if not found then
            raise unique_violation using constraint = 'smds_event_event_id',
                message = 'this EventID has been used before';
        end if;
    end if;
    if new.state = 'CONFIRMED' and new.smds_address is not null and exists (
        select from smds_event where event_id = new.matching_id and (released or iccid <> new.iccid)) then
        raise unique_violation using constraint = 'smds_event_event_id',
            message = 'this EventID has been used before';
    end if;
    return null;
end
$$;

create trigger smds_event_wish after update of state on profile
    for each row
    when (old.state is distinct from new.state and (old.smds_address is not null or new.smds_address is not null))
    execute function smds_event_wish();

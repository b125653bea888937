-- One ICCID with its subscriber data and its order: the state machine of ES2+ and ES9+. A row moves
-- only from the state it was read in. The order's columns are empty while it is in stock.
create table profile (
    iccid                  text    primary key check (iccid ~ '^89[0-9]{16,18}$'),
    imsi                   text    unique check (imsi ~ '^[0-9]{6,15}$'),
    operator_id            bigint  not null references operator,
    profile_type_id        bigint  not null references profile_type,
    subscriber             bytea,   -- sealed; absent where the package is ready-made
    ready_package          bytea,   -- sealed; a package delivered as it was imported
    state                  text    not null check (state in ('AVAILABLE', 'ALLOCATED', 'LINKED', 'CONFIRMED',
                                       'RELEASED', 'DOWNLOADED', 'INSTALLED', 'ERROR', 'UNAVAILABLE')),
    eid                    text    check (eid ~ '^[0-9]{32}$'),
    matching_id            text,
    confirmation_code_hash bytea,   -- sealed
    confirmation_attempts  integer not null default 0,
    download_attempts      integer not null default 0,
    smds_address           text,
    expires_at             timestamptz,
    profile_version_id     bigint  references profile_version, -- pinned when the metadata is first shown
    failure                text,    -- the status that ended the order, in state ERROR
    isdp_aid               bytea,
    device_state           text    check (device_state in ('ENABLED', 'DISABLED', 'DELETED')),
    last_call              bytea,   -- digest of the ES2+ call that moved the row last: a repeat gets the same answer
    changed_at             timestamptz not null,
    check ((subscriber is null) <> (ready_package is null)),
    check (state not in ('AVAILABLE', 'UNAVAILABLE') or (eid is null and matching_id is null))
);

-- A matchingId has one order; '' stands for the default SM-DP+ case and may repeat.
create unique index profile_matching_id on profile (matching_id) where matching_id <> '';
create index profile_eid on profile (eid) where eid is not null;
create index profile_stock on profile (profile_type_id) where state = 'AVAILABLE';
create index profile_last_call on profile (last_call) where last_call is not null;

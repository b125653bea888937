-- Stock that comes in files: imports in numbered chunks, so that a client or a server that dies loses
-- and doubles nothing, and the transport keys under which operators send their keys. No key of a
-- subscriber is here: those are sealed in profile.subscriber.
create table transport_key (
    operator_id bigint      not null references operator,
    name        text        not null check (name ~ '^[A-Za-z0-9._-]{1,64}$'),
    sealed      bytea       not null,
    check_value bytea       not null check (length(check_value) = 3), -- of a block of zeros; may be shown
    added_at    timestamptz not null,
    primary key (operator_id, name)
);

-- Whether the keys of an operator's subscribers may come in the clear. No row: they may.
create table stock_policy (
    operator_id bigint  primary key references operator,
    clear_keys  boolean not null
);

create table stock_import (
    import_id       bigint      generated always as identity primary key,
    profile_type_id bigint      not null references profile_type,
    dry_run         boolean     not null,
    plan            text        not null, -- how the columns are read
    opened_at       timestamptz not null,
    finished_at     timestamptz
);

create table stock_import_chunk (
    import_id     bigint  not null references stock_import on delete cascade,
    number        integer not null check (number >= 0),
    digest        bytea   not null check (length(digest) = 32), -- SHA-256 of the chunk as it was sent
    accepted      integer not null default 0,
    already_there integer not null default 0,
    rejected      integer not null default 0,
    primary key (import_id, number)
);

-- The lines that were not accepted, so that a repeated chunk gets the same answer.
create table stock_import_line (
    import_id bigint  not null,
    number    integer not null,
    line      bigint  not null,
    iccid     text,   -- absent unless well formed
    verdict   text    not null,
    detail    text    not null,
    foreign key (import_id, number) references stock_import_chunk on delete cascade
);
create index stock_import_line_chunk on stock_import_line (import_id, number);

-- What a dry run would have taken: the same number twice in one file is found across its chunks.
create table stock_import_seen (
    import_id bigint not null references stock_import on delete cascade,
    iccid     text   not null,
    imsi      text   not null,
    primary key (import_id, iccid),
    unique (import_id, imsi)
);

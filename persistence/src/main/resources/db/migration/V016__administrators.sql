-- Who may administer: bearer tokens, of which only the SHA-256 is kept, each with a role, some for the
-- things of one operator only.
create table admin_token (
    token_id    bigint      generated always as identity primary key,
    digest      bytea       not null unique check (length(digest) = 32),
    name        text        not null check (length(name) between 1 and 100),
    role        text        not null check (role in ('VIEWER', 'SUPPORT', 'OPERATIONS', 'ADMINISTRATOR')),
    operator_id bigint      references operator,
    created_at  timestamptz not null,
    expires_at  timestamptz,
    revoked_at  timestamptz
);

-- What they changed: each entry is hashed together with the one before it, so that none can be changed
-- or taken out unseen.
create table audit (
    entry_number bigint      primary key check (entry_number > 0),
    happened_at  timestamptz not null,
    who          text        not null,
    what         text        not null,
    subject      text        not null,
    reason       text        not null,
    hash         bytea       not null check (length(hash) = 32)
);

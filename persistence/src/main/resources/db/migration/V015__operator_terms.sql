-- What an operator may own and how fast it may call: stock and orders are held against it. Empty lists
-- allow everything, as before.
alter table operator
    add column iccid_prefixes     text[]  not null default '{}',
    add column networks           text[]  not null default '{}', -- MCC and MNC, 5 or 6 digits
    add column calls_per_minute   integer check (calls_per_minute > 0), -- absent: no limit
    add column quarantine_seconds bigint  not null default 15552000 check (quarantine_seconds >= 0);

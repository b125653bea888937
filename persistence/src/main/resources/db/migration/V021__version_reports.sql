-- What is known of a version beside its template: the named holes, where it came from, when and why, and
-- what the lint had to say when it was taken. Versions taken before this have none of it.
alter table profile_version
    add column holes      bytea       not null default '',
    add column octets     integer     not null generated always as (length(template)) stored,
    add column created_at timestamptz not null default now(),
    add column origin     text        not null default '',
    add column note       text        not null default '' check (length(note) <= 500);

create table profile_version_finding (
    profile_version_id bigint   not null references profile_version,
    position           smallint not null, -- in the order of the report
    severity           text     not null check (severity in ('ERROR', 'WARNING')),
    rule               text     not null,
    element            text     not null,
    octet              integer  not null, -- in the template, from 0
    found              text     not null,
    expected           text     not null,
    primary key (profile_version_id, position)
);

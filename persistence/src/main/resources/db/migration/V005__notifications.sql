-- What devices reported, octet for octet, kept before it is judged. The same octets are kept once; a
-- report counts once for a card, its sequence number and its operation.
create table notification (
    notification_id bigint      generated always as identity primary key,
    digest          bytea       not null unique check (length(digest) = 32),
    raw             bytea       not null,
    received_at     timestamptz not null,
    verdict         text        check (verdict in ('ACCEPTED', 'DUPLICATE', 'MALFORMED', 'UNKNOWN', 'FORGED')),
    why             text,
    iccid           text,
    eid             text,
    seq_number      bigint,
    operation       text,
    judged_at       timestamptz
);

create unique index notification_once on notification (eid, seq_number, operation) nulls not distinct
    where verdict = 'ACCEPTED';
create index notification_unjudged on notification (notification_id) where verdict is null;

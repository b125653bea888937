-- What the operator's core says of an IMSI. Once for each moment and kind, however often it is sent.
create table network_event (
    network_event_id bigint      generated always as identity primary key,
    operator_id      bigint      not null references operator,
    imsi             text        not null check (imsi ~ '^[0-9]{6,15}$'),
    kind             text        not null check (kind in ('ATTACH', 'DETACH', 'SESSION_DROP')),
    happened_at      timestamptz not null,
    received_at      timestamptz not null,
    network          text        check (network ~ '^[0-9]{5,6}$'), -- MCC and MNC that served it
    said_iccid       text,       -- the ICCID that the core believes in, if it says one
    cause            text        not null default '' check (length(cause) <= 100),
    correlation_id   text        check (length(correlation_id) <= 100),
    iccid            text,       -- of our inventory; absent: we know no such IMSI of this operator
    unique (operator_id, imsi, kind, happened_at)
);
create index network_event_iccid on network_event (iccid, happened_at);

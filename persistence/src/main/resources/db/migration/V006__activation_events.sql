-- Everything that happened, in order, append-only; a partition a month, so that old months are
-- dropped and not deleted. The default partition catches what no month was made for.
create table activation_event (
    event_id       bigint      generated always as identity,
    happened_at    timestamptz not null,
    function       text        not null,
    iccid          text,
    eid            text,
    transaction_id bytea,
    from_state     text,
    to_state       text,
    status         text        not null, -- OK or the name of the status code
    detail         text        not null default '',
    node           text        not null,
    duration_us    bigint      not null,
    primary key (happened_at, event_id)
) partition by range (happened_at);

create table activation_event_rest partition of activation_event default;

create index activation_event_iccid on activation_event (iccid, happened_at);
create index activation_event_transaction on activation_event (transaction_id);

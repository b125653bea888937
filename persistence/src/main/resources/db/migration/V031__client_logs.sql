-- What an app on the phone, or its user, has sent of its own log; translated by the glossary when it is read.
create table client_log (
    client_log_id  bigint      generated always as identity primary key,
    received_at    timestamptz not null,
    happened_at    timestamptz not null,
    source         text        not null check (source in ('LPAC', 'ANDROID', 'WINDOWS', 'OPENSMDP')),
    digest         bytea       not null unique check (length(digest) = 32), -- of the line and what it is about
    iccid          text,
    eid            text,
    transaction_id bytea,
    correlation_id text        check (length(correlation_id) <= 100),
    code           text        not null, -- as the glossary looks it up: '8.2.6/3.8', 'android 10009', 'pir 12'
    text           text        not null check (length(text) <= 2000) -- without identities and codes
);
create index client_log_iccid on client_log (iccid, happened_at);
create index client_log_transaction on client_log (transaction_id);

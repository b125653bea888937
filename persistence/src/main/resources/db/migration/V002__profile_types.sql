-- What an operator orders by name, and the immutable templates it is made from. The texts are shown
-- on phones; the limits are the ones SGP.22 leaves to the server.
create table profile_type (
    profile_type_id           bigint   generated always as identity primary key,
    operator_id               bigint   not null references operator,
    name                      text     not null unique,
    service_provider_name     text     not null check (octet_length(service_provider_name) between 1 and 32),
    profile_name              text     not null check (octet_length(profile_name) between 1 and 64),
    profile_class             text     not null check (profile_class in ('TEST', 'PROVISIONING', 'OPERATIONAL')),
    mnc_length                smallint not null check (mnc_length in (2, 3)),
    notification_address      text,    -- absent: the device reports to nobody
    protection                text     not null check (protection in ('SESSION_KEYS', 'PROFILE_KEYS')),
    max_download_attempts     integer  not null check (max_download_attempts > 0),
    max_confirmation_attempts integer  not null check (max_confirmation_attempts > 0),
    order_lifetime_seconds    bigint   check (order_lifetime_seconds > 0) -- absent: orders do not expire
);

create table profile_version (
    profile_version_id bigint  generated always as identity primary key,
    profile_type_id    bigint  not null references profile_type,
    number             integer not null check (number > 0),
    content_hash       bytea   not null check (length(content_hash) = 32),
    template           bytea   not null,
    state              text    not null check (state in ('DRAFT', 'CANDIDATE', 'STABLE', 'WITHDRAWN')),
    unique (profile_type_id, number)
);

-- The version that new downloads get.
create unique index profile_version_stable on profile_version (profile_type_id) where state = 'STABLE';

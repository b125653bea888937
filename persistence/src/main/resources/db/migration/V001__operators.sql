-- A tenant, and the client certificates that may speak for it: ES2+ callers are known by certificate,
-- and what they call themselves (functionRequesterIdentifier) must be a name the tenant owns.
create table operator (
    operator_id   bigint generated always as identity primary key,
    name          text   not null unique,
    requester_ids text[] not null check (cardinality(requester_ids) > 0)
);

create table operator_client (
    key_fingerprint bytea  primary key check (length(key_fingerprint) = 32), -- SHA-256 of the SubjectPublicKeyInfo
    operator_id     bigint not null references operator
);

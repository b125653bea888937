-- The keys of the stateless challenge, shared by all nodes. The newest makes, the older ones still
-- recognise what they made.
create table cluster_key (
    version    smallint    primary key check (version between 1 and 255),
    sealed     bytea       not null,
    created_at timestamptz not null
);

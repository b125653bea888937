-- A package that is protected with keys of its own is protected when its order is released, and bound to
-- whichever card comes. Whether an order is bound to a second one-time key is for its type to say.
alter table profile_type add column rebinding text not null default 'ALLOW'
    check (rebinding in ('ALLOW', 'REFUSE'));

alter table profile
    add column prepared_package bytea,  -- sealed: the keys and the TLVs 86; erased when the order ends
    add column prepared_version bigint, -- the version it was made of; 0 of a ready-made package
    add constraint profile_prepared check ((prepared_package is null) = (prepared_version is null));

-- A package that was prepared is not kept a second time beside every key it is bound to.
alter table binding add column ahead boolean not null default false; -- the blocks end before the TLVs 86

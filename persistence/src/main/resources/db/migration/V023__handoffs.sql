-- What was compared at one handoff is held against the next: the package that was judged when its order
-- was released, the metadata that the phone was shown. All of it goes when the order cannot be downloaded
-- any more. Absent in orders and sessions from before: these are judged when they are bound.
alter table profile
    add column released_version bigint, -- the version whose package was judged; 0 of a ready-made package
    add column released_hash    bytea check (length(released_hash) = 32), -- SHA-256 of that package
    add column shown_hash       bytea check (length(shown_hash) = 32), -- SHA-256 of the metadata shown last
    add constraint profile_released check ((released_version is null) = (released_hash is null));

alter table rsp_session add column tac bytea check (length(tac) = 4); -- of the phone, as its LPA says

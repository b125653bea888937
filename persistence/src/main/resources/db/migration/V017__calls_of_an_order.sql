-- An order remembers every call of its operator and not only the latest: one that comes again late gets the
-- answer it got. The cancelOrder that ended the order before stays in front, so that its late re-send
-- does not end the order that followed. And the EID that the operator has named is told from the one of a card
-- that came by itself: a repeated confirmOrder does not tell the latter, cancelOrder does not ask for it.
alter table profile
    add column calls     bytea[] not null default '{}', -- 64 octets each: hash of the parameters, hash of the call
    add column named_eid text    check (named_eid ~ '^[0-9]{32}$');

update profile set calls = array[last_call] where last_call is not null;
update profile set named_eid = eid where eid is not null and download_attempts = 0;

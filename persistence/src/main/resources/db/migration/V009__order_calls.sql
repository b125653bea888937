-- A downloadOrder by type is known by its call for as long as the order lasts, whatever has moved the
-- profile since; last_call knows the latest step only and is no longer searched for. That the index is
-- unique makes one order of two identical calls at one time.
alter table profile add column order_call bytea; -- digest of the call; absent in stock, or ordered by ICCID
create unique index profile_order_call on profile (order_call) where order_call is not null;
drop index profile_last_call;

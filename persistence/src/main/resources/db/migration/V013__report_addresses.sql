-- A card numbers its reports for each address they go to: the address is part of what a report counts as.
-- Reports that are not believed are forgotten after a while, and found by when they were judged.
alter table notification add column address text; -- absent in reports accepted before it was kept

drop index notification_once;
create unique index notification_once on notification (eid, seq_number, operation, address) nulls not distinct
    where verdict = 'ACCEPTED';
create index notification_refused on notification (judged_at) where verdict <> 'ACCEPTED';

-- What rollouts need to know of orders: a tag that a segment may ask for, and which orders a version hurt, so
-- that each is armed again once for one rollout, or left to people with the reason. verdicts is how many the
-- gate has counted with the new version: with few, few devices at a time get it.
alter table profile add column order_tag text check (length(order_tag) between 1 and 100);

alter table rollout add column verdicts integer not null default 0 check (verdicts >= 0);

create table rollout_order (
    rollout_id  bigint      not null references rollout,
    iccid       text        not null references profile,
    outcome     text        not null check (outcome in ('REARMED', 'LEFT')),
    why         text        not null default '',
    happened_at timestamptz not null,
    primary key (rollout_id, iccid)
);

-- What the change of who gets which version is told by; counting verdicts changes nothing of that.
drop trigger rollout_changed on rollout;
create trigger rollout_changed after insert on rollout
    for each row execute function tell_rollout_change();
create trigger rollout_moved after update on rollout
    for each row when (old.epoch <> new.epoch)
    execute function tell_rollout_change();

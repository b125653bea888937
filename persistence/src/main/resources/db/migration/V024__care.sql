-- What is done for orders that nobody moves, and for numbers that may still be on a card. An order that is
-- too old is told once for each state it stays in; an ICCID that was delivered and came back is not
-- offered before its quarantine is over; an order that ended is armed again by people, and not for ever.
alter table profile
    add column quarantined_until timestamptz,
    add column stuck_told_at     timestamptz,
    add column rearmed           integer not null default 0;

create index profile_open_orders on profile (changed_at)
    where state in ('ALLOCATED', 'LINKED', 'CONFIRMED', 'RELEASED', 'DOWNLOADED');

-- Where a type has no row for a state, the program's own age holds.
create table order_age (
    profile_type_id bigint not null references profile_type,
    state           text   not null check (state in ('ALLOCATED', 'LINKED', 'CONFIRMED', 'RELEASED', 'DOWNLOADED')),
    max_age_seconds bigint not null check (max_age_seconds > 0),
    action          text   not null check (action in ('TELL', 'RETURN_TO_STOCK', 'WITHDRAW')),
    primary key (profile_type_id, state)
);

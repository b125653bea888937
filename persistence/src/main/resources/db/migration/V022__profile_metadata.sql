-- What else phones show of a type and whom they tell: an icon, several addresses each with its own events
-- (bits as in NotificationEvent: 1 install, 2 enable, 4 disable, 8 delete), and the groups of the owner.
-- A type without addresses here has the one of notification_address, for all events, as before.
alter table profile_type
    add column icon                   bytea check (length(icon) between 1 and 1024),
    add column icon_type              smallint check (icon_type in (0, 1)),
    add column gid1                   bytea check (length(gid1) between 1 and 20),
    add column gid2                   bytea check (length(gid2) between 1 and 20),
    add column notification_addresses text[] not null default '{}',
    add column notification_events    smallint[] not null default '{}',
    add constraint profile_type_icon check (num_nulls(icon, icon_type) in (0, 2)),
    add constraint profile_type_notifications check (
        cardinality(notification_addresses) = cardinality(notification_events)
        and 1 <= all (notification_events) and 15 >= all (notification_events));

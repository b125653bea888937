-- What a ready-made package asks of an eUICC, read from it once, as it comes into stock: a card is judged
-- before the package is opened. Absent in rows from before; these are judged by their type alone.
alter table profile
    add column ready_major    smallint,
    add column ready_minor    smallint,
    add column ready_services text[],
    add column ready_octets   integer,
    add constraint profile_ready_facts check (
        num_nulls(ready_major, ready_minor, ready_services, ready_octets) in (0, 4)
        and (ready_octets is null or ready_package is not null));

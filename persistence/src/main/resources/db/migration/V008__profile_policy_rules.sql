-- The rules that all profiles of a type bring along: they are in the metadata, and an eUICC that forbids
-- one is refused before anything is bound to it.
alter table profile_type add column policy_rules text[] not null default '{}'
    check (policy_rules <@ array['PPR_UPDATE_CONTROL', 'PPR1', 'PPR2']);

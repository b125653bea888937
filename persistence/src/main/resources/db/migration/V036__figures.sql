-- What objectives are computed from, over any time. Sessions and callbacks come in the order of their time, so
-- a summary of each range of pages finds a window, and costs a download next to nothing; a tree would cost it
-- an entry at each step. When a report came that corrects an attempt given up for silence is kept, too: an
-- order that is installed within a day counts, however long the report took.
alter table rsp_session add column late_at timestamptz;
create index rsp_session_created on rsp_session using brin (created_at)
    with (pages_per_range = 32, autosummarize = on);
create index callback_happened on callback using brin (happened_at)
    with (pages_per_range = 32, autosummarize = on);

-- An attempt counts, though the order it was made for is given up later: such sessions stay as long as others.
drop index rsp_session_used_up;
create index rsp_session_used_up on rsp_session (expires_at)
    where state = 'REFUSED' or state = 'WIPED' and delivered_at is null;
drop index rsp_session_kept;
create index rsp_session_kept on rsp_session (expires_at)
    where state in ('AUTHENTICATED', 'BOUND', 'CLOSED') or state = 'WIPED' and delivered_at is not null;

-- Where an incident hurts, as narrow as is known: what is scanned for its first sign, and watched for its end.
alter table incident
    add column version integer check (version > 0), -- number within the type
    add column region  text;
create index incident_detected on incident (detected_at);
create index incident_merged on incident (merged_into) where merged_into is not null;

-- A session is one attempt of a device at an order. What is known of the device when it has proved itself, what
-- it was given, and how the attempt ended: what baselines, gates and objectives count. An attempt ends once,
-- by the card's report, by its cancelSession, or by silence; a report after that corrects late_result alone.
-- Absent in sessions from before, which count for nothing.
alter table rsp_session
    add column operator_id     bigint references operator,
    add column profile_type_id bigint references profile_type,
    add column version_id      bigint references profile_version, -- pinned; absent of a ready-made package
    add column rollout_id      bigint,  -- the rollout that gave it this version, else absent
    add column mcc             text check (mcc ~ '^[0-9]{3}$'), -- of the profile's IMSI
    add column eum             text check (eum ~ '^[0-9]{8}$'), -- the first digits of the EID
    add column firmware        text,    -- euiccFirmwareVer, major.minor.revision, as svn and package_version
    add column svn             text,
    add column package_version text,    -- profileVersion: of the profile packages that the card understands
    add column recalled        boolean not null default false, -- its version was taken back while it was open
    add column delivered_at    timestamptz, -- when its package left
    add column delivered_octets integer,
    add column ended_at        timestamptz,
    add column result          text check (result in ('SUCCESS', 'FAILURE', 'CANCELLED', 'UNCONFIRMED')),
    add column attribution     text check (attribution in
        ('SERVER', 'TEMPLATE', 'OPERATOR', 'DEVICE', 'USER', 'NETWORK', 'UNKNOWN')),
    add column cause           text, -- of a closed set: 'PIR 12', 'PIR 12 PE 3 status 6', 'cancel 0'
    add column late_result     text check (late_result in ('SUCCESS', 'FAILURE')),
    add column synthetic       boolean not null default false, -- an activation of our own, kept out of objectives
    add constraint rsp_session_end check (num_nulls(ended_at, result) in (0, 2)),
    add constraint rsp_session_attribution check ((attribution is null) = (result is null or result = 'SUCCESS'));

create index rsp_session_undecided on rsp_session (delivered_at)
    where delivered_at is not null and result is null;
create index rsp_session_rollout on rsp_session (rollout_id) where rollout_id is not null;
create index rsp_session_ended on rsp_session (ended_at) where ended_at is not null;

alter table profile_type add column synthetic boolean not null default false;

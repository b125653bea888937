-- From the first sign to the end: what MTTD, MTTA and MTTR are computed from.
create table incident (
    incident_id     bigint      generated always as identity primary key,
    severity        text        not null check (severity in ('PAGE', 'TICKET')),
    cause           text        not null check (cause in ('ROLLOUT', 'SERVER', 'TEMPLATE', 'OPERATOR', 'DEVICE',
                                    'NETWORK', 'INTEGRITY', 'SECURITY', 'CAPACITY', 'UNKNOWN')),
    title           text        not null check (length(title) between 1 and 200),
    description     text        not null default '',
    opened_by       text        not null check (opened_by in ('GATE', 'ALERT', 'HAND')),
    actor           text        not null,
    source          text        not null, -- what it is one of: 'rollout 7', the fingerprint of an alert, ''
    drill           boolean     not null default false,
    rollout_id      bigint      references rollout,
    profile_type_id bigint      references profile_type,
    started_at      timestamptz not null,
    detected_at     timestamptz not null,
    acknowledged_at timestamptz,
    mitigated_at    timestamptz,
    resolved_at     timestamptz,
    merged_into     bigint      references incident,
    check (started_at <= detected_at),
    check (acknowledged_at >= detected_at),
    check (mitigated_at >= detected_at),
    check (resolved_at >= detected_at)
);
-- One source has one incident that is open.
create unique index incident_open on incident (source) where source <> '' and resolved_at is null;

create table incident_note (
    incident_id bigint      not null references incident,
    position    integer     not null,
    happened_at timestamptz not null,
    actor       text        not null,
    text        text        not null check (length(text) between 1 and 2000),
    primary key (incident_id, position)
);

create table incident_order (
    incident_id bigint not null references incident,
    iccid       text   not null references profile,
    primary key (incident_id, iccid)
);
create index incident_order_iccid on incident_order (iccid);

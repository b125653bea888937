-- One session of a device that has answered our challenge, and what it was told, so that any node can
-- take the next step and a repeated request gets the identical answer. Sessions before the answer
-- are nowhere: their transactionId carries them.
create table rsp_session (
    transaction_id   bytea       primary key check (length(transaction_id) between 1 and 16),
    state            text        not null check (state in ('REFUSED', 'AUTHENTICATED', 'BOUND', 'CLOSED',
                                     'WIPED')), -- its order was given up: nothing is said of it any more
    iccid            text        references profile,
    eid              text,
    credential_set   text,       -- absent in state REFUSED
    request_digest   bytea,      -- SHA-256 of the authenticateServerResponse that was accepted
    euicc_curve      text        check (euicc_curve in ('NIST_P256', 'BRAINPOOL_P256R1')),
    euicc_key        bytea,      -- public point of CERT.EUICC.ECDSA; reports arrive without a certificate
    smdp_signed2     bytea,
    smdp_signature2  bytea,
    profile_metadata bytea,
    failed           boolean     not null default false, -- this session was told Failed; a cancel after that ends no order
    bound_digest     bytea,      -- SHA-256 of the prepareDownloadResponse that was accepted
    smdp_sign        bytea,      -- the signature in its bound profile package
    created_at       timestamptz not null,
    expires_at       timestamptz not null,
    check (state = 'REFUSED' or num_nulls(iccid, eid, credential_set, request_digest, euicc_curve, euicc_key,
                                          smdp_signed2, smdp_signature2, profile_metadata) = 0),
    check (state <> 'BOUND' or num_nulls(bound_digest, smdp_sign) = 0)
);

create index rsp_session_iccid on rsp_session (iccid) where state in ('AUTHENTICATED', 'BOUND', 'CLOSED');

-- The blocks bound to one one-time key of the card: delivered again to the same key, never to another.
create table binding (
    iccid            text        primary key references profile,
    eid              text        not null,
    curve            text        not null check (curve in ('NIST_P256', 'BRAINPOOL_P256R1')),
    euicc_otpk       bytea       not null check (length(euicc_otpk) = 65),
    smdp_otpk        bytea       not null check (length(smdp_otpk) = 65),
    host_id          bytea       not null check (length(host_id) between 1 and 16),
    profile_metadata bytea       not null,
    blocks           bytea       not null, -- sealed
    created_at       timestamptz not null
);

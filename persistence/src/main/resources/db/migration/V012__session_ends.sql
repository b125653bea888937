-- How sessions and orders end: a session knows the cancelSession that closed it, for it may come again;
-- and what is to be forgotten, or ended because nobody came, is found by its time.
alter table rsp_session add column cancel_digest bytea; -- SHA-256 of the cancelSessionResponse that closed it

create index rsp_session_used_up on rsp_session (expires_at) where state in ('REFUSED', 'WIPED');
create index rsp_session_kept on rsp_session (expires_at) where state in ('AUTHENTICATED', 'BOUND', 'CLOSED');
create index profile_expiry on profile (expires_at) where state = 'RELEASED' and expires_at is not null;

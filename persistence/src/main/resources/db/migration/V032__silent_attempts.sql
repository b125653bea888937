-- Sessions that wait for the device to ask for its package: looked through by the clock for those it never did.
create index rsp_session_waiting on rsp_session (expires_at) where state = 'AUTHENTICATED' and result is null;

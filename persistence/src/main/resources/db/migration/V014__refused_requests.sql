-- The last getBoundProfilePackage that was refused in a session: the same request again, because its
-- answer was lost, hears the same and costs no second attempt at the confirmation code.
alter table rsp_session
    add column refused_digest  bytea check (length(refused_digest) = 32),
    add column refused_status  text,
    add column refused_message text,
    add check (num_nulls(refused_digest, refused_status, refused_message) in (0, 3));

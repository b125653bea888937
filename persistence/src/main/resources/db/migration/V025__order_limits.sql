-- An order may have limits of its own, instead of those of its type. Its expiry is its own anyway.
alter table profile
    add column max_download_attempts     integer check (max_download_attempts > 0),
    add column max_confirmation_attempts integer check (max_confirmation_attempts > 0);

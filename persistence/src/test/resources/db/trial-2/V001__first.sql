-- For the tests of the machinery only.
create table trial (id bigint primary key, word text not null);

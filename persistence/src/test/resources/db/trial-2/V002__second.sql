-- What a newer program would bring.
alter table trial add column since timestamptz;

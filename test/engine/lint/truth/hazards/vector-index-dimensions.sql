-- expects: vector-dimension-change
set lock_timeout = '2s';
set statement_timeout = '30s';
alter table documents alter column embedding type vector(1536);

--- a rewrite
set lock_timeout = '2s';
create index i on users (a);
--! [create] This works through all of users under a strong lock, without a statement_timeout.
--> set lock_timeout = '2s';
--> set local statement_timeout = '1min';
--> create index i on users (a);

--- set
set statement_timeout = '1min';
create index i on users (a);

--- {"postgres": 17} transaction_timeout
set transaction_timeout = '1min';
create index i on users (a);

--- quick
alter table users add column a int;

--- {"timeouts": true} set by the role
create index i on users (a);

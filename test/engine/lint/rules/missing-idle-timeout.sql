--- none
alter table users add column a int;
--! [alter] This takes a strong lock in a session without idle_in_transaction_session_timeout.
--> set idle_in_transaction_session_timeout = '30s';
--> alter table users add column a int;

--- set
set idle_in_transaction_session_timeout = '10s';
alter table users add column a int;

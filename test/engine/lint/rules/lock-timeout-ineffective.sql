--- SET LOCAL outside a transaction
-- lockstep: no-transaction
SET LOCAL lock_timeout = '2s';
ALTER TABLE users DROP COLUMN legacy;
--! [LOCAL] SET LOCAL outside a transaction has no effect: lock_timeout stays as it is.
--> -- lockstep: no-transaction
--> SET lock_timeout = '2s';
--> ALTER TABLE users DROP COLUMN legacy;

--- SET LOCAL inside one
set local lock_timeout = '2s';
alter table users drop column legacy;

--- after the statement
alter table users drop column legacy;
set lock_timeout = '2s';
--! [set lock_timeout = '2s'] lock_timeout is set only after a statement that waits for a strong lock.
--> set lock_timeout = '2s';
--> alter table users drop column legacy;

--- zero
set lock_timeout = 0;
alter table users drop column legacy;
--! [set lock_timeout = 0] lock_timeout is set to 0, which means no limit: ACCESS EXCLUSIVE on users is then waited for without limit.

--- zero where nothing strong follows
-- lockstep: no-transaction
set lock_timeout = 0;
create index concurrently i on users (a);

--- taken back
set lock_timeout = '2s';
reset all;
alter table users drop column legacy;
--! [reset all] lock_timeout is taken back by RESET: ACCESS EXCLUSIVE on users is then waited for without limit.

--- rolled back
begin;
set lock_timeout = '2s';
rollback;
alter table users drop column legacy;
--! [rollback] lock_timeout is taken back by ROLLBACK: ACCESS EXCLUSIVE on users is then waited for without limit.

--- ended by COMMIT
-- lockstep: no-transaction
begin;
set local lock_timeout = '2s';
alter table users drop column a;
commit;
alter table users drop column b;
--! [commit] lock_timeout was set with SET LOCAL and ends here: ACCESS EXCLUSIVE on users is then waited for without limit.

--- for later sessions
alter role app set lock_timeout = '2s';
alter table users drop column legacy;
--! [alter role] lock_timeout is set for later sessions, not for this one: ACCESS EXCLUSIVE on users is then waited for without limit.

--- misspelt
set lock_timout = '2s';
set app.lock_timeout = '2s';
--! error [lock_timout] There is no setting lock_timout: the statement fails. lock_timeout may be meant.
--> set lock_timeout = '2s';
--> set app.lock_timeout = '2s';
--! [set app.lock_timeout = '2s'] app.lock_timeout is a setting of your own to PostgreSQL: lock_timeout stays as it is.

--- set again after RESET
set lock_timeout = '2s';
reset lock_timeout;
set lock_timeout = '1s';
alter table users drop column legacy;

--- by set_config
select set_config('lock_timeout', '0', false);
alter table orders add column note text;
--! [select set_config('lock_timeout', '0', false)] lock_timeout is set to 0, which means no limit: ACCESS EXCLUSIVE on orders is then waited for without limit.

--- by set_config, in force
select set_config('lock_timeout', '2s', false);
alter table orders add column note text;

--- in a DO block, which is a transaction of its own
-- lockstep: no-transaction
do $$
begin
  for i in 1..10 loop
    begin
      set local lock_timeout = '500ms';
      alter table orders add column if not exists note text;
      exit;
    exception when lock_not_available then
      perform pg_sleep(0.2);
    end;
  end loop;
end $$;

--- set_config for a transaction that there is not
-- lockstep: no-transaction
select set_config('lock_timeout', '2s', true);
alter table users add column locale text;
--! [true] set_config(…, true) outside a transaction has no effect: lock_timeout stays as it is.
--> -- lockstep: no-transaction
--> select set_config('lock_timeout', '2s', false);
--> alter table users add column locale text;

--- taken back to a savepoint
savepoint s;
set local lock_timeout = '2s';
rollback to savepoint s;
alter table users add column locale text;
--! [rollback to savepoint s] lock_timeout is taken back by ROLLBACK TO SAVEPOINT: ACCESS EXCLUSIVE on users is then waited for without limit.

--- set before the savepoint
set local lock_timeout = '2s';
savepoint s;
rollback to savepoint s;
alter table users add column locale text;

--- the default
set lock_timeout to default;
alter table users add column locale text;
--! [set lock_timeout to default] lock_timeout is set to its default, as a rule no limit: ACCESS EXCLUSIVE on users is then waited for without limit.

--- for the sessions of the whole server
-- lockstep: no-transaction
alter system set lock_timeout = '2s';
alter table users add column locale text;
--! [alter system] lock_timeout is set for later sessions, not for this one: ACCESS EXCLUSIVE on users is then waited for without limit.

--- everything
delete from sessions;
update users set active = true;
--! [sessions] This deletes every row of sessions.
--! warning [users] This writes every row of users anew and keeps all of them locked until the transaction ends.

--- conditions that are always true
delete from sessions where true;
delete from sessions where 1 = 1 or id = 3;
update users set active = true where id is null or id is not null;
--! [sessions] This deletes every row of sessions.
--! [sessions#2] This deletes every row of sessions.
--! warning [users] This writes every row of users anew and keeps all of them locked until the transaction ends.

--- real conditions
delete from sessions where 1 = 0;
delete from sessions where expired;
update users set active = true where id = 1;

--- a new table
create table t (id int);
insert into t values (1);
delete from t;

--- inside a DO block
do $$ begin
  delete from sessions;
end $$;
--! [sessions] This deletes every row of sessions.

--- {"section": "down"} a down part
delete from sessions;

--- within WITH
with gone as (delete from audit) select 1;
with done as (update audit set seen = true returning id) select count(*) from done;
--! [audit] This deletes every row of audit.
--! warning [audit#2] This writes every row of audit anew and keeps all of them locked until the transaction ends.

--- rows moved elsewhere are another rule's
with gone as (delete from audit returning *) insert into archive select * from gone;

--- MERGE with a join that is always true
merge into stock s using incoming i on true when matched then update set qty = 0;
--! warning [stock] This writes every row of stock anew and keeps all of them locked until the transaction ends.

--- MERGE by key is silent
merge into stock s using incoming i on s.id = i.id when matched then update set qty = i.qty;

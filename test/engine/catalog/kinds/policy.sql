--- every clause
create table t (a int, owner text, org_id int);
create table members (org_id int, name text);
alter table t enable row level security;
create policy a on t;
create policy b on t as restrictive for select to public using (a > 0);
create policy c on t for insert with check (owner = current_user);
create policy d on t for update to postgres using (owner = current_user) with check (a < 10);
create policy e on t for delete to public using (true);
create policy f on t using (org_id in (select org_id from members where name = current_user));
create policy g on t using (exists (select 1 from members m where m.org_id = t.org_id and m.name = current_setting('app.user', true)));
create policy h on t using (owner = current_setting('app.user')::text or a between 1 and 3);
--- altered, renamed, dropped
create table t (a int, b int);
create policy p on t using (a = 1);
create policy q on t;
alter policy p on t to postgres using (a = 2) with check (a = 3);
alter policy p on t rename to pp;
alter table t rename column a to aa;
alter table t rename to u;
drop policy q on u;
drop policy if exists q on u;

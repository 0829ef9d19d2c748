--- world m
create table member (id serial primary key, name text not null unique, karma int default 0, boss int references member, mail text);
insert into member (name, karma, boss) values ('ann', 1, null), ('bob', 2, 1), ('cid', 3, 1);
create table topic (id int primary key, author int not null references member on delete cascade on update cascade, title text not null, posts int default 0, closed bool default false);
insert into topic values (1, 1, 'a', 1, false), (2, 2, 'b', 1, true);
create table post (
  id bigint generated always as identity primary key,
  topic_id int references topic on delete set null,
  author int references member (id) on delete restrict deferrable,
  body text,
  words int generated always as (length(body)) stored,
  made timestamptz default now()
);
insert into post (topic_id, author, body) values (1, 3, 'x'), (2, 3, 'y');
create index post_body on post (body);
create table tally (what text primary key, n int default 0);
insert into tally values ('posts', 2);
create table log (at timestamptz default now(), line text);
insert into log (line) values ('x');
create function count_post() returns trigger language plpgsql as $$
begin
  update tally set n = n + 1 where what = 'posts';
  return new;
end $$;
create function log_topic() returns trigger language plpgsql as $$
begin
  insert into log (line) values (old.title);
  return null;
end $$;
create trigger post_count before insert on post for each row execute function count_post();
create trigger topic_log after delete on topic for each row execute function log_topic();
create view topics as select id, title, author from topic;
create view open_topics as select * from topics where title <> 'z';
create view post_authors as select p.id, m.name from post p join member m on m.id = p.author;
create function add_author() returns trigger language plpgsql as $$
begin
  insert into member (name) values (new.name);
  return new;
end $$;
create trigger author_in instead of insert on post_authors for each row execute function add_author();
create materialized view top as select author, count(*) as n from post group by author;
create function bump(who int) returns void language sql as 'update member set karma = karma + 1 where id = who';
create function names() returns setof text language sql stable as 'select name from member';
create function total() returns bigint language plpgsql as $$
declare n bigint;
begin
  select count(*) into n from post;
  return n;
end $$;
create procedure tidy() language plpgsql as $$
begin
  delete from log where line = 'x';
  update tally set n = 0;
end $$;
create function run(q text) returns void language plpgsql as 'begin execute q; end';
create table secret (id int primary key, owner_name text, level int);
insert into secret values (1, 'ann', 1);
alter table secret enable row level security;
alter table secret force row level security;
create policy own on secret using (owner_name = current_user or exists (select from member where name = owner_name));
create table old_log (like log);
insert into old_log select * from log;
create rule forward as on insert to old_log do instead insert into log values (new.at, new.line);
create rule keep as on delete to old_log do instead nothing;
create rule also as on update to old_log do also update tally set n = n + 1;

--- insert with trigger and identity @m
insert into post (topic_id, author, body) values (1, 1, 'z')
--- insert without keys @m
insert into post (body) values ('z')
--- insert null key @m
insert into post (topic_id, author, body) values (null, 2, 'z')
--- insert serial default @m
insert into member (name) values ('dan')
--- insert serial given @m
insert into member (id, name) values (10, 'dan')
--- insert default values @m
insert into log default values
--- insert on conflict do nothing @m
insert into member (name) values ('ann') on conflict do nothing
--- insert on conflict update @m
insert into tally values ('posts', 5) on conflict (what) do update set n = excluded.n
--- insert select @m
insert into log (line) select title from topic
--- insert select join returning @m
insert into tally (what) select m.name from member m join topic t on t.author = m.id returning what
--- insert into simple view @m
insert into topics values (9, 'new', 1)
--- insert into nested view @m
insert into open_topics values (9, 'new', 1)
--- insert instead of trigger @m
insert into post_authors (name) values ('eve')
--- insert rule instead @m
insert into old_log values (now(), 'y')
--- insert self reference @m
insert into member (name, boss) values ('fay', 1)
--- update plain column @m
update member set karma = 5
--- update referenced key @m
update member set id = id + 100 where id = 1
--- update referencing @m
update topic set author = 3 where id = 1
--- update to null @m
update post set topic_id = null
--- update from @m
update post p set body = t.title from topic t where t.id = p.topic_id
--- update subquery @m
update topic set posts = (select count(*) from post where topic_id = topic.id)
--- update view @m
update topics set title = 'c' where id = 1
--- update with cte @m
with old as (select id from member where karma > 1) update topic set closed = true where author in (select id from old)
--- update rule also @m
update old_log set line = 'z'
--- update generated base @m
update post set body = 'longer' where id = 1
--- update returning @m
update tally set n = n + 1 returning n
--- delete cascade @m
delete from topic where id = 1
--- delete member cascades deep @m
delete from post;
----
delete from member where id = 2
--- delete using @m
delete from post using member m where m.id = post.author and m.name = 'cid'
--- delete rule nothing @m
delete from old_log
--- delete view @m
delete from open_topics where id = 2
--- delete with cte insert @m
with gone as (delete from log returning line) insert into tally (what) select line from gone
--- delete where current not possible subquery @m
delete from log where line in (select title from topics)
--- merge insert update @m | 15+
merge into tally t using topic s on t.what = s.title when matched then update set n = 1 when not matched then insert (what) values (s.title)
--- merge delete @m | 15+
merge into topic t using member m on m.id = t.author and m.name = 'ann' when matched then delete
--- merge do nothing @m | 15+
merge into log l using tally t on t.what = l.line when matched then do nothing
--- merge view @m | 17+
merge into topics t using member m on m.id = t.author when matched then update set title = m.name
--- select plain @m
select * from topic
--- select join views @m
select * from open_topics t join post_authors a on a.id = t.id
--- select for update @m
select * from post for update
--- select for update of one @m
select * from post p join topic t on t.id = p.topic_id for update of t
--- select for share view @m
select * from topics for share
--- select for no key update skip @m
select * from member where id = 1 for no key update skip locked
--- select for key share subquery @m
select * from (select * from topic) s for key share
--- select exists union @m
select id from topic union all select id from member where exists (select from post)
--- select lateral @m
select m.name, p.body from member m left join lateral (select body from post where author = m.id limit 1) p on true
--- select recursive @m
with recursive up as (select id, boss from member where id = 3 union all select m.id, m.boss from member m join up on up.boss = m.id) select * from up
--- select into @m
select * into copy_of_post from post where id > 0
--- select window matview @m
select author, rank() over (order by n) from top
--- select rls @m
select * from secret
--- insert rls @m
insert into secret values (2, 'bob', 2)
--- select function sql @m
select bump(1)
--- select function set @m
select * from names()
--- select function plpgsql @m
select total()
--- select function dynamic @m
select run('update log set line = ''q''')
--- select nextval setval @m
select nextval('member_id_seq'), setval('member_id_seq', 50)
--- select setval max @m
select setval(pg_get_serial_sequence('member', 'id'), (select max(id) from member))
--- select currval regclass last value @m
select last_value from member_id_seq
--- values @m
values (1), (2)
--- table command @m
table topic
--- call procedure @m
call tidy()
--- do static @m
do $$ begin update member set karma = 0; delete from log; end $$
--- do alter @m
do $$ begin alter table log add column n int; create index log_line on log (line); end $$
--- do loop static @m
do $$ declare r record; begin for r in select id from topic loop insert into log (line) values ('t'); end loop; end $$
--- do execute @m
do $$ begin execute 'truncate log'; end $$
--- do if exists @m
do $$ begin if not exists (select from pg_class where relname = 'nothing') then create index log_line on log (line); end if; end $$
--- do perform function @m
do $$ begin perform bump(1); end $$
--- do exception block @m
do $$ begin create type kind as enum ('a'); exception when duplicate_object then null; end $$
--- do nested lock @m
do $$ begin lock table topic in share row exclusive mode; perform 1 from post limit 1; end $$
--- do select into @m
do $$ declare n int; begin select count(*) into n from member; raise notice '%', n; end $$
--- do declared query @m
do $$ declare n int := (select count(*) from topic); begin null; end $$
--- do call @m
do $$ begin call tidy(); end $$
--- explain @m
explain select * from topics
--- explain update @m
explain update member set karma = 1
--- explain analyze delete @m
explain analyze delete from log
--- explain analyze select @m
explain (analyze, buffers) select * from post p join member m on m.id = p.author
--- explain create table as @m
explain analyze create table snapshot_of as select * from topic
--- prepare @m
prepare q as select * from topic where id = $1
--- execute prepared @m
prepare q as select 1;
----
prepare q2 (int) as update member set karma = $1
--- declare cursor @m
declare c cursor for select * from post
--- declare cursor for update @m
declare c cursor for select * from member for update
--- copy out @m
copy topic to stdout
--- copy columns csv out @m
copy post (id, body) to stdout with (format csv, header)
--- copy query out @m
copy (select t.title, m.name from topic t join member m on m.id = t.author) to stdout
--- copy matview query out @m
copy (select * from top) to stdout
--- truncate one @m
truncate log
--- truncate cascade chain @m
truncate member cascade
--- truncate two @m
truncate post, tally
--- truncate restart @m
truncate post restart identity
--- lock view @m
lock table open_topics in share mode
--- lock two @m
lock table post, topic in exclusive mode
--- lock access share @m
lock table post in access share mode
--- lock materialized view fails @m
lock table top
--- create view on view @m
create view titles as select title from topics
--- create view function @m
create view n as select names() as name
--- replace view @m
create or replace view topics as select id, title, author, closed from topic
--- replace view new @m
create or replace view brand_new as select 1 as one
--- create recursive view @m
create recursive view numbers (n) as select 1 union all select n + 1 from numbers where n < 5
--- create temp view @m
create temp view tt as select * from tally
--- alter view option @m
alter view topics set (security_barrier = true)
--- alter view default @m
alter view topics alter column title set default 'none'
--- alter view reset @m
alter view topics reset (check_option)
--- drop view @m
drop view post_authors
--- drop view cascade @m
drop view topics cascade
--- drop views two @m
drop view open_topics, topics
--- create matview @m
create materialized view per_topic as select t.id, count(p.id) as n from topic t left join post p on p.topic_id = t.id group by t.id
--- create matview no data @m
create materialized view per_topic as select * from topics with no data
--- create matview of matview @m
create materialized view best as select * from top where n > 1
--- refresh matview @m
refresh materialized view top
--- refresh no data @m
refresh materialized view top with no data
--- refresh concurrently @m
create unique index top_author on top (author);
----
refresh materialized view concurrently top
--- refresh over view @m
create materialized view wide as select * from post_authors;
create index wide_name on wide (name);
----
refresh materialized view wide
--- drop matview @m
drop materialized view top
--- index on matview @m
create index top_n on top (n)
--- alter matview storage @m
alter materialized view top alter column n set statistics 10
--- alter matview set @m
alter materialized view top set (fillfactor = 80)
--- alter matview cluster @m
create index top_n on top (n);
----
alter materialized view top cluster on top_n
--- alter matview tablespace @m
alter materialized view top set tablespace other_space
--- trigger before @m
create trigger t before update of karma on member for each row when (old.karma is distinct from new.karma) execute function count_post()
--- trigger constraint from @m
create constraint trigger t after insert on topic from member deferrable initially deferred for each row execute function count_post()
--- trigger transition @m
create trigger t after insert on log referencing new table as fresh for each statement execute function count_post()
--- trigger instead of @m
create trigger t instead of update on post_authors for each row execute function add_author()
--- trigger truncate @m
create trigger t before truncate on log execute function count_post()
--- or replace trigger @m
create or replace trigger post_count before insert or update on post for each row execute function count_post()
--- drop trigger @m
drop trigger post_count on post
--- drop trigger if exists missing @m
drop trigger if exists nothing on post
--- drop trigger view @m
drop trigger author_in on post_authors
--- drop trigger function cascade @m
drop function count_post() cascade
--- create rule select into @m
create rule r as on update to topics do instead update topic set title = new.title where id = old.id
--- create rule on table @m
create or replace rule r as on insert to tally do also insert into log (line) values (new.what)
--- drop rule @m
drop rule keep on old_log
--- create policy @m
create policy p on topic for select to reader using (author = 1)
--- create policy subquery @m
create policy p on topic using (exists (select from member m where m.id = author and m.karma > 0)) with check (not closed)
--- alter policy @m
alter policy own on secret using (true)
--- alter policy roles @m
alter policy own on secret to reader
--- drop policy @m
drop policy own on secret
--- create sql function @m
create function f() returns int language sql as 'select count(*)::int from post'
--- create sql function atomic @m
create function f() returns bigint language sql begin atomic select count(*) from post; end
--- replace function @m
create or replace function bump(who int) returns void language sql as 'update member set karma = karma + 2 where id = who'
--- create function row type @m
create function title_of(t topic) returns text language sql immutable as 'select t.title'
--- drop function @m
drop function bump(int)
--- drop function used atomic cascade @m
create function f() returns bigint language sql begin atomic select count(*) from post; end;
create view uses_f as select f() as n;
----
drop function f cascade
--- alter function @m
alter function total() stable parallel safe set search_path = public
--- drop procedure @m
drop procedure tidy
--- comment all @m
comment on column post.body is 'text'
--- comment constraint @m
comment on constraint topic_pkey on topic is 'key'
--- comment index @m
comment on index post_body is 'x'
--- comment trigger @m
comment on trigger post_count on post is 'x'
--- comment policy @m
comment on policy own on secret is 'x'
--- comment rule @m
comment on rule keep on old_log is 'x'
--- comment view @m
comment on view topics is 'x'
--- comment view column @m
comment on column topics.title is 'x'
--- comment function @m
comment on function total() is 'x'
--- comment sequence @m
comment on sequence member_id_seq is 'x'
--- comment matview @m
comment on materialized view top is 'x'
--- grant table @m
grant select, insert on post, topic to writer
--- grant columns @m
grant update (body) on post to writer
--- grant all in schema @m
grant select on all tables in schema public to reader
--- grant sequence @m
grant usage on sequence member_id_seq to writer
--- grant function @m
grant execute on function total() to reader
--- revoke @m
revoke all on member from public
--- revoke all sequences @m
revoke all on all sequences in schema public from writer
--- default privileges @m
alter default privileges in schema public grant select on tables to reader
--- grant schema @m
grant usage on schema public to reader

--- world n
create table author (id int primary key, name text not null, email text);
insert into author values (1, 'a', 'a@x'), (2, 'b', 'b@x');
create table article (id int generated always as identity primary key, author_id int references author on delete cascade, title varchar(50), body text, state text default 'new', words int, published date);
insert into article (author_id, title, body, words) values (1, 't', 'b', 1), (2, 'u', 'c', 2);
create index article_author on article (author_id, published);
create table tag (id int primary key, label text unique);
insert into tag values (1, 'x'), (2, 'y');
create table article_tag (article_id int references article on delete cascade, tag_id int references tag on delete restrict, primary key (article_id, tag_id));
insert into article_tag values (1, 1), (2, 2);
create table hit (at timestamptz not null, article_id int, n int) partition by range (at);
create table hit_a partition of hit for values from ('2024-01-01 00:00+00') to ('2024-07-01 00:00+00');
create table hit_b partition of hit for values from ('2024-07-01 00:00+00') to ('2025-01-01 00:00+00');
insert into hit values ('2024-02-01 00:00+00', 1, 1), ('2024-08-01 00:00+00', 2, 1);
create index hit_article on hit (article_id);
create table note (id serial primary key, line text);
insert into note (line) values ('x');
create function note_it() returns trigger language plpgsql as $$ begin insert into note (line) values (tg_op); return coalesce(new, old); end $$;
create trigger article_note before update of title, state on article for each row execute function note_it();
create trigger tag_note after insert on tag for each statement execute function note_it();
create function slug(t text) returns text language sql immutable as $$ select lower(t) $$;
create function article_count(a int) returns bigint language sql stable as $$ select count(*) from article where author_id = a $$;
create view published as select id, title as headline, author_id from article where published is not null;
create view writers as select a.id, a.name, article_count(a.id) as n from author a;
create materialized view top_writers as select name from author;
create type priority as enum ('low', 'high');

--- update body only @n
update article set body = 'z'
--- update headline through view @n
update published set headline = 'h'
--- update state @n
update article set state = 'done' where id = 1
--- delete author @n
delete from author where id = 1
--- delete tag restricted @n
delete from article_tag;
----
delete from tag where id = 1
--- insert tag @n
insert into tag values (9, 'z')
--- insert tag conflict label @n
insert into tag values (9, 'x') on conflict (label) do nothing
--- insert article with unused with @n
with unused as (select * from tag) insert into article (author_id, title) values (1, 'q')
--- insert hit @n
insert into hit values ('2024-03-03 00:00+00', 1, 1)
--- insert view column subset @n
insert into published (headline) values ('h')
--- insert select with function @n
insert into note (line) select name from writers
--- select writers @n
select * from writers where n > 0
--- select hit range @n
select * from hit where at >= '2024-07-01 00:00+00'
--- select lock view rows @n
select * from published for update of published
--- explain update with trigger @n
explain update article set title = 'q'
--- explain analyze insert tag @n
explain (analyze) insert into tag values (10, 'q')
--- declare cursor view @n
declare c cursor for select * from writers
--- truncate tag cascade @n
truncate tag cascade
--- truncate author article @n
truncate author, article, article_tag
--- alter enum default column @n
alter table article add column prio priority not null default 'low'
--- alter generated slug @n
alter table article add column s text generated always as (slug(title)) stored
--- alter check with function @n
alter table author add constraint few check (article_count(id) < 100)
--- alter check not valid with function @n
alter table author add constraint few check (article_count(id) < 100) not valid
--- alter default own function @n
alter table author add column n bigint default article_count(1)
--- alter index expression slug @n
create index article_slug on article (slug(title))
--- alter type title view fails @n
alter table article alter title type text
--- alter type words @n
alter table article alter words type bigint
--- alter body varchar @n
alter table article alter body type varchar
--- alter identity to bigint @n
alter table author alter id type bigint
--- alter hit article type @n
alter table hit alter article_id type bigint
--- alter add unique two @n
alter table author add constraint mail_once unique (email), alter email set not null
--- alter several things @n
alter table article drop column words, add column length int, alter state drop default, add constraint s check (state <> '')
--- alter add fk hit not valid partition @n
alter table hit_a add constraint ha foreign key (article_id) references article not valid
--- alter fk hit @n
alter table hit add foreign key (article_id) references article
--- alter drop fk @n
alter table article_tag drop constraint article_tag_tag_id_fkey, drop constraint article_tag_article_id_fkey
--- alter rename state @n
alter table article rename state to status
--- detach hit a @n
alter table hit detach partition hit_a
--- attach hit c @n
create table hit_c (like hit, check (at >= '2025-01-01 00:00+00' and at < '2025-07-01 00:00+00'));
insert into hit_c values ('2025-02-02 00:00+00', 1, 1);
----
alter table hit attach partition hit_c for values from ('2025-01-01 00:00+00') to ('2025-07-01 00:00+00')
--- partition of hit @n
create table hit_c partition of hit for values from ('2025-01-01 00:00+00') to ('2025-07-01 00:00+00')
--- drop article cascade @n
drop table article cascade
--- drop hit a @n
drop table hit_a
--- drop tag constraint cascade @n
alter table tag drop constraint tag_pkey cascade
--- drop function slug @n
drop function slug
--- drop trigger function cascade @n
drop function note_it cascade
--- refresh top writers @n
refresh materialized view top_writers
--- create matview of writers @n
create materialized view w2 as select id, name from writers
--- replace view published @n
create or replace view published as select id, title as headline, author_id, body from article where published is not null
--- create rule on view @n
create rule pub_del as on delete to published do instead update article set published = null where id = old.id
--- vacuum analyze article @n
vacuum (analyze) article
--- create index concurrently hit part @n
create index concurrently on hit_b (n)
--- reindex concurrently article @n
reindex table concurrently article
--- cluster hit part @n
cluster hit_b using hit_b_article_id_idx
--- comment identity column @n
comment on column article.id is 'x'
--- owner article @n
alter table article owner to reader
--- schema author @n
create schema desk;
----
alter table author set schema desk
--- publication rows @n | 15+
create publication pub for table article where (state = 'new'), tables in schema public

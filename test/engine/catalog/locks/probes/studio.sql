--- world x
create schema app;
set search_path = app, public;
create table users (id bigserial primary key, email varchar(100) not null, name text, created timestamp not null default now(), active boolean default true, age smallint, settings json, manager_id bigint references users);
create unique index users_email_lower on users (lower(email));
create index users_created on users (created desc);
insert into users (email, name, age, settings) values ('a@x', 'A', 30, '{}'), ('b@x', 'B', 40, '{}');
create table teams (id int generated always as identity primary key, name text not null, lead_id bigint references users on delete set null, parent_id int references teams, constraint teams_name_uq unique (name));
insert into teams (name, lead_id) values ('t', 1);
create table members (team_id int not null references teams on delete cascade, user_id bigint not null references users on delete cascade, role varchar(10) default 'dev', since date, share numeric(5,2) check (share between 0 and 100), primary key (team_id, user_id));
insert into members values (1, 1, 'dev', '2024-01-01', 50), (1, 2, 'ops', '2024-01-01', 60);
create index members_user on members (user_id);
create table files (id uuid primary key default gen_random_uuid(), owner_id bigint, path text not null, bytes bigint, sha char(8), kind varchar(20) collate "C", labels text[], body bytea, seen timestamptz(3), at time(0), gap interval(0), net cidr, mac macaddr, span int4range, bits varbit(16));
insert into files (owner_id, path, bytes, sha, kind) values (1, '/a', 10, 'abcdefgh', 'k');
create index files_path_prefix on files (path text_pattern_ops);
create index files_kind on files (kind) where bytes > 0;
create index files_labels on files using gin (labels);
create view people as select id, name from users;
create view leads as select t.name, p.name as lead from teams t join people p on p.id = t.lead_id;
create function stamp() returns trigger language plpgsql as $$ begin new.created := now(); return new; end $$;
create trigger users_stamp before insert on users for each row execute function stamp();
create function short(text) returns text language sql immutable as $$ select left($1, 3) $$;
create function pick() returns int language sql stable as $$ select count(*)::int from app.teams $$;
create index files_short on files (short(path));

--- 001 unique added over email @x
alter table app.users add constraint users_email_uq unique (email)
--- 002 email to citext like text under expression index @x
alter table app.users alter column email type text
--- 003 email narrower @x
alter table app.users alter column email type varchar(50)
--- 004 created to timestamptz under index @x
alter table app.users alter created type timestamptz
--- 005 created precision down @x
alter table app.users alter created type timestamp(0)
--- 006 created precision no loss @x
alter table app.users alter created type timestamp(6)
--- 007 age to int @x
alter table app.users alter age type int
--- 008 settings to jsonb @x
alter table app.users alter settings type jsonb using settings::jsonb
--- 009 seen widen @x
alter table app.files alter seen type timestamptz
--- 010 at widen @x
alter table app.files alter at type time(6)
--- 011 gap widen @x
alter table app.files alter gap type interval
--- 012 net to inet @x
alter table app.files alter net type inet
--- 013 mac to macaddr8 @x
alter table app.files alter mac type macaddr8
--- 014 bits unbound @x
alter table app.files alter bits type varbit
--- 015 sha to text @x
alter table app.files alter sha type text
--- 016 sha same length bpchar @x
alter table app.files alter sha type character(8)
--- 017 kind default collation @x
alter table app.files alter kind type varchar(20)
--- 018 kind wider other collation @x
alter table app.files alter kind type varchar(30) collate "POSIX"
--- 019 labels to varchar[] @x
alter table app.files alter labels type varchar(10)[]
--- 020 labels to text[] again @x
alter table app.files alter labels type text[]
--- 021 bytes to numeric under partial predicate @x
alter table app.files alter bytes type numeric
--- 022 path to varchar under pattern and function index @x
alter table app.files alter path type varchar(1000)
--- 023 path to varchar unbounded @x
alter table app.files alter path type varchar
--- 024 body bytea storage @x
alter table app.files alter body set storage external
--- 025 id default drop @x
alter table app.files alter id drop default
--- 026 owner fk with not valid and index @x
alter table app.files add constraint owner_fk foreign key (owner_id) references app.users not valid
--- 027 owner fk valid @x
alter table app.files add constraint owner_fk foreign key (owner_id) references app.users (id) on update cascade
--- 028 owner set not null plus check in same @x
alter table app.files add constraint nn check (owner_id is not null), alter owner_id set not null
--- 029 add column stable function default @x
alter table app.files add column n int default app.pick()
--- 030 add column immutable fn default @x
alter table app.files add column n text default app.short('abcdef')
--- 031 add column default subcast @x
alter table app.files add column d date default '2024-01-01'::date + 1, add column t timestamptz default 'now'
--- 032 add column default array concat @x
alter table app.files add column d int[] default array[1, 2] || 3
--- 033 add column default case random @x
alter table app.files add column d float8 default case when true then 0 else random() end
--- 034 add column inline fk self @x
alter table app.files add column parent uuid references app.files on delete cascade
--- 035 add column inline fk default null explicit @x
alter table app.files add column team int default null references app.teams
--- 036 add column not null and set default later @x
alter table app.files add column z int not null default 1, alter bytes drop default
--- 037 add column and index constraint on it @x
alter table app.files add column code text default 'x', add constraint code_pair unique (id, code)
--- 038 drop column of manager self fk @x
alter table app.users drop column manager_id
--- 039 drop self fk constraint @x
alter table app.teams drop constraint teams_parent_id_fkey
--- 040 drop two fks one statement @x
alter table app.members drop constraint members_team_id_fkey, drop constraint members_user_id_fkey
--- 041 drop members pk and add surrogate @x
alter table app.members drop constraint members_pkey, add column id bigint generated always as identity primary key
--- 042 add surrogate not key @x
alter table app.members add column id bigserial
--- 043 unique using index swap for pk @x
create unique index users_id_new on app.users (id);
----
alter table app.users drop constraint users_pkey cascade, add constraint users_pkey primary key using index users_id_new
--- 044 drop referenced unique constraint @x
alter table app.teams drop constraint teams_name_uq
--- 045 users name drop cascade views @x
alter table app.users drop column name cascade
--- 046 rename users name with views @x
alter table app.users rename column name to full_name
--- 047 users pk type @x
alter table app.teams alter id type bigint
--- 048 members fk columns both types @x
alter table app.members alter team_id type bigint, alter user_id type bigint
--- 049 share scale up @x
alter table app.members alter share type numeric(6,2)
--- 050 role widen default @x
alter table app.members alter role type varchar(20), alter role set default 'developer'
--- 051 role to text not null @x
alter table app.members alter role type text, alter role set not null
--- 052 check rewritten @x
alter table app.members drop constraint members_share_check, add constraint members_share_check check (share >= 0)
--- 053 validate nothing but fk @x
alter table app.files add constraint owner_fk foreign key (owner_id) references app.users not valid;
----
alter table app.files validate constraint owner_fk
--- 054 enable replica trigger @x
alter table app.users enable replica trigger users_stamp
--- 055 users set schema @x
alter table app.users set schema public
--- 056 schema rename @x
alter schema app rename to app_old
--- 057 users tablespace @x
alter table app.users set tablespace other_space
--- 058 all in tablespace @x
alter table all in tablespace pg_default owned by writer set tablespace other_space
--- 059 alter index all in tablespace @x
alter index all in tablespace other_space set tablespace pg_default
--- 060 log min duration options @x
alter table app.users set (log_autovacuum_min_duration = 0, vacuum_truncate = false, parallel_workers = 2)
--- 061 toast vacuum truncate @x
alter table app.files set (toast.vacuum_truncate = false, autovacuum_freeze_max_age = 100000000)
--- 062 user catalog table @x
alter table app.files set (user_catalog_table = true)
--- 063 statistics minus one @x
alter table app.users alter column email set statistics -1
--- 064 inherited distinct @x
alter table app.users alter column email set (n_distinct_inherited = -0.5)
--- 065 set default current_user @x
alter table app.users alter name set default current_user
--- 066 identity to by default with restart @x
alter table app.teams alter id set generated by default restart with 50
--- 067 identity drop if exists on plain column @x
alter table app.teams alter name drop identity if exists
--- 068 drop expression if exists on plain @x
alter table app.teams alter name drop expression if exists
--- 069 exclude hash @x
alter table app.files add constraint path_x exclude using hash (path with =)
--- 070 exclude gist range @x
alter table app.files add exclude using gist (span with &&)
--- 071 add deferrable unique @x
alter table app.files add constraint p_u unique (path) deferrable initially deferred
--- 072 alter fk not deferrable @x
alter table app.members alter constraint members_user_id_fkey deferrable initially immediate
--- 073 alter self fk deferrable @x
alter table app.teams alter constraint teams_parent_id_fkey deferrable
--- 074 check not enforced @x | 18+
alter table app.members add constraint s check (share > 1) not enforced
--- 075 fk not enforced @x | 18+
alter table app.files add constraint o foreign key (owner_id) references app.users not enforced
--- 076 alter fk not enforced @x | 18+
alter table app.members alter constraint members_user_id_fkey not enforced
--- 077 no inherit not null @x | 18+
alter table app.users alter constraint users_email_not_null no inherit
--- 078 drop not null via constraint @x | 18+
alter table app.users drop constraint users_email_not_null
--- 079 virtual column of function @x | 18+
alter table app.users add column s text generated always as (upper(name)) virtual, add constraint sl check (s <> '')
--- 080 set virtual expression with check @x | 18+
alter table app.users add column v int generated always as (age * 2) virtual;
----
alter table app.users alter column v set expression as (age * 3)
--- 081 change stored expression under index @x | 17+
alter table app.users add column v int generated always as (age * 2) stored;
create index on app.users (v);
----
alter table app.users alter column v set expression as (age * 3)
--- 082 drop view dependency then type @x
drop view app.leads, app.people;
----
alter table app.users alter name type varchar(200)
--- 083 drop trigger function cascade via alter @x
alter table app.users disable trigger user, add column extra int
--- 084 rename trigger via if exists table @x
alter table if exists app.users rename constraint users_pkey to users_pk
--- 085 cluster on and set options @x
alter table app.users cluster on users_created, set (fillfactor = 70)
--- 086 replica identity using lower index @x
create unique index files_u on app.files (path);
----
alter table app.files replica identity using index files_u
--- 087 not null and replica identity @x
alter table app.users replica identity using index users_pkey, alter age set not null
--- 088 logged noop and owner @x
alter table app.files set logged, owner to writer
--- 089 unlogged with fk from logged fails but member @x
alter table app.members set unlogged
--- 090 recreate pk other columns @x
alter table app.members drop constraint members_pkey, add primary key (user_id, team_id)

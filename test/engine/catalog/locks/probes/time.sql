--- world metrics
create table devices (id uuid primary key, name text);
insert into devices values ('00000000-0000-0000-0000-000000000001', 'a');
create table readings (device_id uuid not null references devices, at timestamptz not null, value double precision, primary key (device_id, at)) partition by range (at);
create table readings_2024 partition of readings for values from ('2024-01-01') to ('2025-01-01');
create table readings_2025 partition of readings for values from ('2025-01-01') to ('2026-01-01') partition by list (device_id);
create table readings_2025_a partition of readings_2025 for values in ('00000000-0000-0000-0000-000000000001');
create table readings_rest partition of readings default;
create index readings_value on readings (value);
insert into readings values ('00000000-0000-0000-0000-000000000001', '2024-05-05', 1), ('00000000-0000-0000-0000-000000000001', '2025-05-05', 1), ('00000000-0000-0000-0000-000000000001', '2030-05-05', 1);
create table readings_2026 (device_id uuid not null, at timestamptz not null, value double precision);
insert into readings_2026 values ('00000000-0000-0000-0000-000000000001', '2026-05-05', 1);
create table alerts (id int primary key, device_id uuid, at timestamptz, level int);
insert into alerts values (1, '00000000-0000-0000-0000-000000000001', '2024-05-05', 1), (2, '00000000-0000-0000-0000-000000000001', '2025-05-05', 1), (3, '00000000-0000-0000-0000-000000000001', '2030-05-05', 1);

--- add column @metrics
alter table readings add column unit text default 'C'
--- add column volatile @metrics
alter table readings add column uid uuid default gen_random_uuid()
--- set not null @metrics
alter table readings alter column value set not null
--- type @metrics
alter table readings alter column value type real
--- add check @metrics
alter table readings add constraint value_ok check (value > -1000) not valid
--- drop fk @metrics
alter table readings drop constraint readings_device_id_fkey
--- create partition @metrics
create table readings_2027 partition of readings for values from ('2027-01-01') to ('2028-01-01')
--- create sub partition @metrics
create table readings_2025_b partition of readings_2025 default
--- attach @metrics
alter table readings attach partition readings_2026 for values from ('2026-01-01') to ('2027-01-01')
--- attach with checks @metrics
alter table readings_2026 add constraint b check (at >= '2026-01-01' and at < '2027-01-01');
alter table readings_rest add constraint nb check (at < '2026-01-01' or at >= '2027-01-01');
----
alter table readings attach partition readings_2026 for values from ('2026-01-01') to ('2027-01-01')
--- detach @metrics
alter table readings detach partition readings_2024
--- detach sub @metrics
alter table readings detach partition readings_2025
--- detach concurrently without default @metrics
drop table readings_rest;
----
alter table readings detach partition readings_2024 concurrently
--- drop sub @metrics
drop table readings_2025
--- drop leaf @metrics
drop table readings_2024
--- drop whole @metrics
drop table readings
--- truncate whole @metrics
truncate readings
--- create index @metrics
create index readings_dev on readings (device_id, value)
--- create index only @metrics
create index readings_dev on only readings (device_id)
--- attach index @metrics
create index readings_dev on only readings (device_id);
create index r24 on readings_2024 (device_id);
----
alter index readings_dev attach partition r24
--- drop index @metrics
drop index readings_value
--- reindex leaf @metrics
reindex table readings_2024
--- vacuum @metrics
vacuum readings_2024
--- analyze @metrics
analyze readings
--- owner @metrics
alter table readings owner to writer
--- rename column @metrics
alter table readings rename column value to reading
--- rename @metrics
alter table readings_2024 rename to r_2024
--- trigger @metrics
create function stamp() returns trigger language plpgsql as 'begin return new; end';
----
create trigger st before insert on readings for each row execute function stamp()
--- foreign key to partitioned @metrics
alter table alerts add foreign key (device_id, at) references readings (device_id, at)
--- foreign key to partitioned not valid @metrics
alter table alerts add foreign key (device_id, at) references readings (device_id, at) not valid
--- drop primary key of devices cascade @metrics
alter table devices drop constraint devices_pkey cascade
--- drop devices cascade @metrics
drop table devices cascade
--- type of referenced key @metrics
alter table devices alter column id type text
--- delete device @metrics
delete from devices where id = '00000000-0000-0000-0000-000000000002'
--- insert @metrics
insert into readings values ('00000000-0000-0000-0000-000000000001', '2024-07-07', 3)
--- insert leaf @metrics
insert into readings_2024 values ('00000000-0000-0000-0000-000000000001', '2024-07-07', 3)
--- update where @metrics
update readings set value = 0 where at >= '2024-01-01' and at < '2025-01-01'
--- delete old @metrics
delete from readings where at < '2024-06-01'
--- unique @metrics
alter table readings add constraint u unique (device_id, at, value)
--- comment @metrics
comment on table readings is 'x'
--- set statistics @metrics
alter table readings alter value set statistics 200
--- select @metrics
select count(*) from readings where at > '2025-06-01'
--- create table as @metrics
create table agg as select device_id, avg(value) from readings group by 1
--- rls @metrics
alter table readings enable row level security
--- drop column @metrics
alter table readings drop column value
--- set tablespace @metrics
alter table readings_2024 set tablespace other_space
--- publication @metrics
create publication p for table readings with (publish_via_partition_root = true)
--- replica identity @metrics
alter table readings_2024 replica identity full
--- cluster leaf @metrics
cluster readings_2024 using readings_2024_pkey
--- view @metrics
create view latest as select distinct on (device_id) * from readings order by device_id, at desc
--- create like leaf @metrics
create table readings_x (like readings including defaults including constraints)
--- grant @metrics
grant select on readings to reader

--- world tree
create table base (id serial primary key, created timestamptz default now(), body text);
create table post (title varchar(100)) inherits (base);
create table reply (post_id int) inherits (post);
create index post_title on post (title);
insert into base (body) values ('x');
insert into post (body, title) values ('x', 'y');
insert into reply (body, title, post_id) values ('x', 'y', 1);
--- inh add column @tree
alter table base add column likes int not null default 0
--- inh add check @tree
alter table base add constraint c check (body <> '')
--- inh only check @tree
alter table only base add constraint c check (body <> '') no inherit
--- inh type @tree
alter table post alter column title type varchar(50)
--- inh type base @tree
alter table base alter column body type varchar(50)
--- inh set not null @tree
alter table base alter column body set not null
--- inh drop column @tree
alter table post drop column title
--- inh drop @tree
drop table reply
--- inh drop middle @tree
drop table post cascade
--- inh truncate @tree
truncate base
--- inh index @tree
create index on base (created)
--- inh rename @tree
alter table base rename body to text
--- inh no inherit @tree
alter table reply no inherit post
--- inh vacuum @tree
vacuum base
--- inh update @tree
update base set body = 'z'
--- inh delete only @tree
delete from only base
--- inh default @tree
alter table base alter body set default ''
--- inh storage @tree
alter table base alter body set storage external
--- inh fk @tree
create table vote (base_id int references base);
----
alter table vote drop constraint vote_base_id_fkey
--- inh identity @tree
alter table reply alter post_id set not null, alter post_id add generated by default as identity
--- inh unlogged @tree
alter table post set unlogged

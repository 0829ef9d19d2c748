--- world tree
create schema metering;
create table metering.sites (id int primary key, code text unique, region text);
insert into metering.sites values (1, 'a', 'north'), (2, 'b', 'south');
create table metering.readings (
  site_id int not null references metering.sites,
  taken_at timestamptz not null,
  value numeric(8,2),
  note varchar(20),
  primary key (site_id, taken_at)
) partition by range (taken_at);
create table metering.readings_2023 partition of metering.readings for values from ('2023-01-01') to ('2024-01-01');
create table metering.readings_2024 partition of metering.readings for values from ('2024-01-01') to ('2025-01-01') partition by list (site_id);
create table metering.readings_2024_s1 partition of metering.readings_2024 for values in (1);
create table metering.readings_2024_s2 partition of metering.readings_2024 for values in (2);
create index readings_value_idx on metering.readings (value);
insert into metering.readings values (1, '2023-05-05', 1.5, 'x'), (1, '2024-05-05', 2.5, 'y'), (2, '2024-06-05', 3.5, 'z');
create table metering.readings_2025 (like metering.readings including defaults);
insert into metering.readings_2025 values (1, '2025-01-02', 4, 'q');

--- world plain
create table events (id bigint not null, kind text not null, at date not null, payload text) partition by list (kind);
create table events_click partition of events for values in ('click');
create table events_view partition of events for values in ('view', 'scroll');
create table events_rest partition of events default;
insert into events values (1, 'click', '2024-01-01', 'a'), (2, 'view', '2024-01-01', 'b'), (3, 'odd', '2024-01-01', 'c');
create index events_at on events (at);
create table buys (id bigint not null, kind text not null, at date not null, payload text);
insert into buys values (5, 'buy', '2024-01-01', 'd');

--- world hashed
create table accounts (id bigint primary key, email text) partition by hash (id);
create table accounts_0 partition of accounts for values with (modulus 2, remainder 0);
create table accounts_1 partition of accounts for values with (modulus 2, remainder 1);
insert into accounts select i, 'm' || i from generate_series(1, 20) i;
create table logins (id bigint primary key, account_id bigint references accounts, at timestamptz);
insert into logins values (1, 1, now()), (2, 2, now());

--- 001 add column top @tree
alter table metering.readings add column unit text
--- 002 add column volatile top @tree
alter table metering.readings add column uid uuid default gen_random_uuid()
--- 003 add column not null default top @tree
alter table metering.readings add column unit text not null default 'kWh'
--- 004 drop column top @tree
alter table metering.readings drop column note
--- 005 drop indexed column top @tree
alter table metering.readings drop column value
--- 006 widen varchar top @tree
alter table metering.readings alter note type varchar(40)
--- 007 numeric to wider indexed top @tree
alter table metering.readings alter value type numeric(10,2)
--- 008 numeric scale indexed top @tree
alter table metering.readings alter value type numeric(10,3)
--- 009 set not null top @tree
alter table metering.readings alter note set not null
--- 010 set not null on one partition @tree
alter table metering.readings_2023 alter note set not null
--- 011 check on top @tree
alter table metering.readings add constraint v check (value > 0)
--- 012 check not valid on top @tree
alter table metering.readings add constraint v check (value > 0) not valid
--- 013 validate check on top @tree
alter table metering.readings add constraint v check (value > 0) not valid;
----
alter table metering.readings validate constraint v
--- 014 drop check of top @tree
alter table metering.readings add constraint v check (value > 0);
----
alter table metering.readings drop constraint v
--- 015 drop pk of top @tree
alter table metering.readings drop constraint readings_pkey
--- 016 drop fk of top @tree
alter table metering.readings drop constraint readings_site_id_fkey
--- 017 add second fk to top @tree
create table metering.notes (note varchar(20) primary key);
insert into metering.notes values ('x'), ('y'), ('z');
----
alter table metering.readings add constraint note_fk foreign key (note) references metering.notes
--- 018 fk from mid level @tree
create table metering.notes (note varchar(20) primary key);
insert into metering.notes values ('x'), ('y'), ('z');
----
alter table metering.readings_2024 add constraint note_fk foreign key (note) references metering.notes
--- 019 fk from leaf not valid @tree
create table metering.notes (note varchar(20) primary key);
insert into metering.notes values ('x'), ('y'), ('z');
----
alter table metering.readings_2024_s1 add constraint note_fk foreign key (note) references metering.notes not valid
--- 020 fk to partitioned table @tree
create table metering.alarms (id int primary key, site_id int, taken_at timestamptz);
insert into metering.alarms values (1, 1, '2023-05-05');
----
alter table metering.alarms add constraint alarm_reading foreign key (site_id, taken_at) references metering.readings
--- 021 fk to partitioned not valid @tree
create table metering.alarms (id int primary key, site_id int, taken_at timestamptz);
insert into metering.alarms values (1, 1, '2023-05-05');
----
alter table metering.alarms add constraint alarm_reading foreign key (site_id, taken_at) references metering.readings not valid
--- 022 drop fk to partitioned @tree
create table metering.alarms (id int primary key, site_id int, taken_at timestamptz, foreign key (site_id, taken_at) references metering.readings);
insert into metering.alarms values (1, 1, '2023-05-05');
----
alter table metering.alarms drop constraint alarms_site_id_taken_at_fkey
--- 023 attach 2025 with index and fk @tree
alter table metering.readings attach partition metering.readings_2025 for values from ('2025-01-01') to ('2026-01-01')
--- 024 attach 2025 with own index and check @tree
alter table metering.readings_2025 add primary key (site_id, taken_at);
create index on metering.readings_2025 (value);
alter table metering.readings_2025 add constraint bounds check (taken_at >= '2025-01-01' and taken_at < '2026-01-01');
----
alter table metering.readings attach partition metering.readings_2025 for values from ('2025-01-01') to ('2026-01-01')
--- 025 attach 2025 with own fk @tree
alter table metering.readings_2025 add constraint sfk foreign key (site_id) references metering.sites;
----
alter table metering.readings attach partition metering.readings_2025 for values from ('2025-01-01') to ('2026-01-01')
--- 026 attach to mid level @tree
create table metering.s3 (like metering.readings including all);
insert into metering.s3 values (3, '2024-02-02', 1, 'x');
insert into metering.sites values (3, 'c', 'west');
----
alter table metering.readings_2024 attach partition metering.s3 for values in (3)
--- 027 attach mid level default @tree
create table metering.other (like metering.readings including all);
----
alter table metering.readings_2024 attach partition metering.other default
--- 028 attach subtree @tree
create table metering.readings_2026 (site_id int not null, taken_at timestamptz not null, value numeric(8,2), note varchar(20)) partition by list (site_id);
create table metering.readings_2026_s1 partition of metering.readings_2026 for values in (1);
insert into metering.readings_2026 values (1, '2026-03-03', 1, 'w');
----
alter table metering.readings attach partition metering.readings_2026 for values from ('2026-01-01') to ('2027-01-01')
--- 029 detach leaf of mid @tree
alter table metering.readings_2024 detach partition metering.readings_2024_s1
--- 030 detach mid @tree
alter table metering.readings detach partition metering.readings_2024
--- 031 detach concurrently mid @tree
alter table metering.readings detach partition metering.readings_2024 concurrently
--- 032 detach concurrently leaf @tree
alter table metering.readings detach partition metering.readings_2023 concurrently
--- 033 create partition of top @tree
create table metering.readings_2027 partition of metering.readings for values from ('2027-01-01') to ('2028-01-01')
--- 034 create partition of mid @tree
create table metering.readings_2024_s9 partition of metering.readings_2024 for values in (9)
--- 035 create sub partitioned partition @tree
create table metering.readings_2027 partition of metering.readings for values from ('2027-01-01') to ('2028-01-01') partition by list (site_id)
--- 036 create partition with extra constraint @tree
create table metering.readings_2027 partition of metering.readings (value default 0, constraint pos check (value >= 0)) for values from ('2027-01-01') to ('2028-01-01')
--- 037 create default partition top @tree
create table metering.readings_rest partition of metering.readings default
--- 038 index on top @tree
create index on metering.readings (note)
--- 039 index only on top @tree
create index note_idx on only metering.readings (note)
--- 040 index on mid @tree
create index on metering.readings_2024 (note)
--- 041 unique index on top @tree
create unique index on metering.readings (site_id, taken_at, note)
--- 042 index concurrently on leaf @tree
create index concurrently on metering.readings_2024_s1 (note)
--- 043 index if not exists on top @tree
create index if not exists readings_value_idx on metering.readings (value)
--- 044 drop index of top @tree
drop index metering.readings_value_idx
--- 045 attach index @tree
create index note_idx on only metering.readings (note);
create index note_idx_2023 on metering.readings_2023 (note);
----
alter index metering.note_idx attach partition metering.note_idx_2023
--- 046 attach last index makes valid @tree
create index note_idx on only metering.readings_2024 (note);
create index n1 on metering.readings_2024_s1 (note);
create index n2 on metering.readings_2024_s2 (note);
alter index metering.note_idx attach partition metering.n1;
----
alter index metering.note_idx attach partition metering.n2
--- 047 rename partitioned index @tree
alter index metering.readings_value_idx rename to readings_v
--- 048 set tablespace partitioned index @tree
alter index metering.readings_value_idx set tablespace other_space
--- 049 set tablespace top @tree
alter table metering.readings set tablespace other_space
--- 050 set tablespace leaf @tree
alter table metering.readings_2023 set tablespace other_space
--- 051 reindex index top @tree
reindex index metering.readings_value_idx
--- 052 reindex table top @tree
reindex table metering.readings
--- 053 reindex table concurrently mid @tree
reindex table concurrently metering.readings_2024
--- 054 reindex leaf @tree
reindex table metering.readings_2024_s1
--- 055 rename column top @tree
alter table metering.readings rename column note to remark
--- 056 rename leaf @tree
alter table metering.readings_2023 rename to readings_y23
--- 057 set schema mid @tree
create schema cold;
----
alter table metering.readings_2024 set schema cold
--- 058 set schema top @tree
create schema cold;
----
alter table metering.readings set schema cold
--- 059 owner top @tree
alter table metering.readings owner to writer
--- 060 statistics top @tree
alter table metering.readings alter value set statistics 300
--- 061 default top @tree
alter table metering.readings alter value set default 0
--- 062 default only top @tree
alter table only metering.readings alter value set default 0
--- 063 storage top @tree
alter table metering.readings alter note set storage external
--- 064 fillfactor leaf @tree
alter table metering.readings_2023 set (fillfactor = 60)
--- 065 disable trigger user top @tree
alter table metering.readings disable trigger user
--- 066 rls top @tree
alter table metering.readings enable row level security
--- 067 type of referenced key @tree
alter table metering.sites alter id type bigint
--- 068 type of referencing key @tree
alter table metering.readings alter value type float8, alter note type text
--- 069 drop leaf @tree
drop table metering.readings_2024_s1
--- 070 drop mid @tree
drop table metering.readings_2024
--- 071 attach buys to list with default @plain
alter table events attach partition buys for values in ('buy')
--- 072 attach buys with check on both @plain
alter table buys add constraint k check (kind = 'buy');
alter table events_rest add constraint not_buy check (kind <> 'buy');
----
alter table events attach partition buys for values in ('buy')
--- 073 attach buys with is not null check @plain
alter table buys add constraint k check (kind in ('buy', 'sell'));
----
alter table events attach partition buys for values in ('buy', 'sell', 'swap')
--- 074 create partition with default full @plain
create table events_buy partition of events for values in ('buy')
--- 075 detach with default @plain
alter table events detach partition events_click
--- 076 detach default @plain
alter table events detach partition events_rest
--- 077 drop default partition @plain
drop table events_rest
--- 078 pk on partitioned @plain
alter table events add primary key (id, kind)
--- 079 unique on partitioned @plain
alter table events add constraint u unique (id, kind)
--- 080 add identity top of hashed @hashed | 17+
alter table accounts add column seq bigint generated always as identity
--- 081 type of key of hashed partition @hashed
alter table logins alter account_id type numeric using account_id::numeric
--- 082 drop fk to hashed @hashed
alter table logins drop constraint logins_account_id_fkey
--- 083 drop fk column to hashed @hashed
alter table logins drop column account_id
--- 084 validate fk to hashed @hashed
alter table logins drop constraint logins_account_id_fkey;
alter table logins add constraint fk foreign key (account_id) references accounts not valid;
----
alter table logins validate constraint fk
--- 085 detach referenced partition @hashed
delete from logins where account_id = 1;
delete from logins;
----
alter table accounts detach partition accounts_0
--- 086 new table references hashed @hashed
create table sessions (id int primary key, account_id bigint not null references accounts on delete cascade)
--- 087 new partition of hashed other modulus @hashed
drop table logins;
alter table accounts detach partition accounts_1;
----
create table accounts_1a partition of accounts for values with (modulus 4, remainder 1)
--- 088 unique index concurrently on leaf of hashed @hashed
create unique index concurrently on accounts_0 (email)
--- 089 cluster leaf on @tree
alter table metering.readings_2023 cluster on readings_2023_pkey
--- 090 replica identity leaf @tree
alter table metering.readings_2023 replica identity full
--- 091 replica identity top @tree
alter table metering.readings replica identity full
--- 092 inherit constraint of leaf rename @tree
alter table metering.readings rename constraint readings_pkey to readings_pk
--- 093 alter constraint of top deferrable @tree
alter table metering.readings alter constraint readings_site_id_fkey deferrable
--- 094 set logged leaf @tree
alter table metering.readings_2024_s2 set unlogged
--- 095 access method top @tree | 17+
alter table metering.readings set access method heap

--- world x
create table vehicles (id serial primary key, plate varchar(10) not null, built date, weight int check (weight > 0), owner_id int);
create table owners (id int primary key, name text);
insert into owners values (1, 'o');
create table cars (doors int default 4) inherits (vehicles);
create table trucks (axles smallint, constraint heavy check (weight > 1000)) inherits (vehicles);
create table dumpers (volume int) inherits (trucks);
insert into vehicles (plate, weight, owner_id) values ('V1', 10, 1);
insert into cars (plate, weight) values ('C1', 1200);
insert into trucks (plate, weight) values ('T1', 7000);
insert into dumpers (plate, weight) values ('D1', 17000);
create index cars_plate on cars (plate);
create index vehicles_plate on vehicles (plate);
create table boats (id int not null, plate varchar(10) not null, built date, weight int check (weight > 0), owner_id int, sails int);
insert into boats values (1, 'B1', null, 5, null, 2);
create table loose (a int, b text);
insert into loose values (1, 'x');

--- 001 add column @x
alter table vehicles add column colour text
--- 002 add column only fails but child later @x
alter table cars add column colour text
--- 003 merge column @x
alter table cars add column colour text;
----
alter table vehicles add column colour text
--- 004 add column default random @x
alter table vehicles add column r float8 default random()
--- 005 drop column @x
alter table vehicles drop column built
--- 006 drop column only @x
alter table only vehicles drop column built
--- 007 alter type recursed @x
alter table vehicles alter weight type bigint
--- 008 widen plate recursed @x
alter table vehicles alter plate type varchar(20)
--- 009 set not null recursed @x
alter table vehicles alter built set not null
--- 010 set not null owner where child has check @x
update vehicles set owner_id = 1;
alter table cars add check (owner_id is not null);
----
alter table vehicles alter owner_id set not null
--- 011 drop not null recursed @x
alter table vehicles alter plate drop not null
--- 012 drop not null only @x
alter table only vehicles alter plate drop not null
--- 013 check recursed @x
alter table vehicles add constraint plate_len check (length(plate) > 1)
--- 014 check no inherit @x
alter table vehicles add constraint plate_len check (length(plate) > 1) no inherit
--- 015 check not valid recursed @x
alter table vehicles add constraint plate_len check (length(plate) > 1) not valid
--- 016 validate recursed @x
alter table vehicles add constraint plate_len check (length(plate) > 1) not valid;
----
alter table vehicles validate constraint plate_len
--- 017 validate on child of inherited @x
alter table vehicles add constraint plate_len check (length(plate) > 1) not valid;
----
alter table cars validate constraint plate_len
--- 018 drop constraint recursed @x
alter table vehicles drop constraint vehicles_weight_check
--- 019 drop constraint only @x
alter table only vehicles drop constraint vehicles_weight_check
--- 020 rename column recursed @x
alter table vehicles rename plate to licence
--- 021 rename constraint recursed @x
alter table vehicles rename constraint vehicles_weight_check to weight_positive
--- 022 fk on parent only @x
alter table vehicles add constraint owner_fk foreign key (owner_id) references owners
--- 023 unique on parent @x
alter table vehicles add constraint plate_key unique (plate)
--- 024 inherit boats @x
alter table boats inherit vehicles
--- 025 no inherit cars @x
alter table cars no inherit vehicles
--- 026 no inherit mid level @x
alter table trucks no inherit vehicles
--- 027 create child @x
create table bikes (gears int) inherits (vehicles)
--- 028 create child of two @x
create table hybrids () inherits (cars, trucks)
--- 029 create child of mid @x
create table tankers (cargo text) inherits (trucks)
--- 030 create like child @x
create table cars_copy (like cars including all)
--- 031 set default recursed @x
alter table vehicles alter weight set default 10
--- 032 statistics recursed @x
alter table vehicles alter plate set statistics 100
--- 033 storage recursed @x
alter table vehicles alter plate set storage plain
--- 034 options not recursed @x
alter table vehicles set (fillfactor = 90)
--- 035 disable trigger recursed @x
alter table vehicles disable trigger all
--- 036 rls not recursed @x
alter table vehicles enable row level security
--- 037 owner not recursed @x
alter table vehicles owner to writer
--- 038 rename child table @x
alter table trucks rename to lorries
--- 039 schema child @x
create schema yard;
----
alter table trucks set schema yard
--- 040 unlogged parent @x
alter table vehicles set unlogged
--- 041 tablespace parent @x
alter table vehicles set tablespace other_space
--- 042 identity on parent @x
alter table vehicles alter id drop default;
----
alter table vehicles alter id add generated always as identity
--- 043 generated column on parent @x
alter table vehicles add column tons numeric generated always as (weight / 1000.0) stored
--- 044 drop parent cascade @x
drop table vehicles cascade
--- 045 drop child @x
drop table dumpers
--- 046 index on parent @x
create index on vehicles (built)
--- 047 replica identity @x
alter table vehicles replica identity full
--- 048 add not null column recursed default @x
alter table vehicles add column n int not null default 3
--- 049 add column with check recursed @x
alter table vehicles add column n int check (n > 0)
--- 050 add column if not exists @x
alter table vehicles add column if not exists weight int
--- 051 not null named recursed @x | 18+
alter table vehicles add constraint built_nn not null built not valid
--- 052 validate not null recursed @x | 18+
alter table vehicles add constraint built_nn not null built not valid;
----
alter table vehicles validate constraint built_nn
--- 053 not null no inherit @x | 18+
alter table vehicles add constraint built_nn not null built no inherit
--- 054 only alter type fails then child own column @x
alter table cars alter doors type bigint
--- 055 child column with parent type @x
alter table cars alter doors set not null, add column seats int default 5
--- 056 alter dumpers inherited check drop @x
alter table trucks drop constraint heavy
--- 057 heavy on trucks validated @x
alter table trucks add constraint light check (weight < 100000) not valid;
----
alter table trucks validate constraint light
--- 058 merge check inherits @x
alter table cars add constraint plate_len check (length(plate) > 1);
----
alter table vehicles add constraint plate_len check (length(plate) > 1)
--- 059 set expression inherited @x | 17+
alter table vehicles add column tons numeric generated always as (weight / 1000.0) stored;
----
alter table vehicles alter column tons set expression as (weight / 500.0)
--- 060 drop expression inherited @x
alter table vehicles add column tons numeric generated always as (weight / 1000.0) stored;
----
alter table vehicles alter column tons drop expression

--- world p
create table p (id int not null, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20);
insert into p values (1, 1), (11, 1);
create table n (id int not null, x int);
insert into n values (21, 1);
--- world pd
create table p (id int not null, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table pd partition of p default;
insert into p values (1, 1), (50, 1);
create table n (id int not null, x int);
insert into n values (21, 1);
--- world pi
create table p (id int primary key, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create index p_x on p (x);
insert into p values (1, 1);
create table n (id int not null, x int);
insert into n values (21, 1);
--- world pf
create table ref (id int primary key);
insert into ref values (1);
create table p (id int not null, x int references ref) partition by range (id);
create table p1 partition of p for values from (0) to (10);
insert into p values (1, 1);
create table n (id int not null, x int);
insert into n values (21, 1);
--- world pr
create table p (id int primary key) partition by range (id);
create table p1 partition of p for values from (0) to (10);
create table p2 partition of p for values from (10) to (20);
insert into p values (1), (11);
create table kid (id int primary key, p_id int references p);
insert into kid values (1, 1);
create table n (id int not null primary key);
insert into n values (21);

--- create partition @p
create table p3 partition of p for values from (20) to (30)
--- create partition if not exists there @p
create table if not exists p1 partition of p for values from (0) to (10)
--- create default partition @p
create table pd partition of p default
--- create partition with default @pd
create table p3 partition of p for values from (20) to (30)
--- create partition with index on parent @pi
create table p3 partition of p for values from (20) to (30)
--- create partition with foreign key on parent @pf
create table p3 partition of p for values from (20) to (30)
--- create partition of referenced parent @pr
create table p3 partition of p for values from (20) to (30)
--- create sub-partitioned partition @p
create table p3 partition of p for values from (20) to (30) partition by range (x)
--- create partition with default and check @pd
alter table pd add check (id >= 40);
----
create table p3 partition of p for values from (20) to (30)
--- create partition of list
create table l (k text, v int) partition by list (k);
create table la partition of l for values in ('a');
----
create table lb partition of l for values in ('b')
--- create partition of hash
create table h (k int) partition by hash (k);
----
create table h0 partition of h for values with (modulus 4, remainder 0)
--- attach @p
alter table p attach partition n for values from (20) to (30)
--- attach with check @p
alter table n add check (id >= 20 and id < 30);
----
alter table p attach partition n for values from (20) to (30)
--- attach with not valid check @p
alter table n add check (id >= 20 and id < 30) not valid;
----
alter table p attach partition n for values from (20) to (30)
--- attach with check, nullable key
create table p (id int, x int) partition by range (id);
create table n (id int, x int, check (id >= 20 and id < 30));
insert into n values (21, 1);
----
alter table p attach partition n for values from (20) to (30)
--- attach with check and is not null, nullable key
create table p (id int, x int) partition by range (id);
create table n (id int, x int, check (id is not null and id >= 20 and id < 30));
insert into n values (21, 1);
----
alter table p attach partition n for values from (20) to (30)
--- attach with narrower check @p
alter table n add check (id >= 21 and id < 25);
----
alter table p attach partition n for values from (20) to (30)
--- attach with check wider @p
alter table n add check (id >= 10 and id < 30);
----
alter table p attach partition n for values from (20) to (30)
--- attach with two checks @p
alter table n add check (id >= 20), add check (id < 30);
----
alter table p attach partition n for values from (20) to (30)
--- attach with between check @p
alter table n add check (id between 20 and 29);
----
alter table p attach partition n for values from (20) to (30)
--- attach with default @pd
alter table p attach partition n for values from (20) to (30)
--- attach with default and checks @pd
alter table pd add check (id < 20 or id >= 30);
alter table n add check (id >= 20 and id < 30);
----
alter table p attach partition n for values from (20) to (30)
--- attach with default and other check @pd
alter table pd add check (id >= 40);
----
alter table p attach partition n for values from (20) to (30)
--- attach as default @p
alter table p attach partition n default
--- attach with index on parent @pi
alter table p attach partition n for values from (20) to (30)
--- attach with indexes on both @pi
alter table n add primary key (id);
create index n_x on n (x);
----
alter table p attach partition n for values from (20) to (30)
--- attach with foreign key on parent @pf
alter table p attach partition n for values from (20) to (30)
--- attach with foreign keys on both @pf
insert into ref values (2);
alter table n add foreign key (x) references ref;
----
alter table p attach partition n for values from (20) to (30)
--- attach to referenced parent @pr
alter table p attach partition n for values from (20) to (30)
--- attach list
create table l (k text not null, v int) partition by list (k);
create table lb (k text not null, v int);
insert into lb values ('b', 1);
----
alter table l attach partition lb for values in ('b')
--- attach list with check
create table l (k text not null, v int) partition by list (k);
create table lb (k text not null, v int, check (k = 'b'));
insert into lb values ('b', 1);
----
alter table l attach partition lb for values in ('b')
--- attach list with check of one of two
create table l (k text not null, v int) partition by list (k);
create table lb (k text not null, v int, check (k in ('b', 'c')));
insert into lb values ('b', 1);
----
alter table l attach partition lb for values in ('b', 'c')
--- attach timestamp range with check
create table l (at timestamptz not null, v int) partition by range (at);
create table lb (at timestamptz not null, v int, check (at >= '2024-01-01' and at < '2024-02-01'));
insert into lb values ('2024-01-05', 1);
----
alter table l attach partition lb for values from ('2024-01-01') to ('2024-02-01')
--- attach hash
create table h (k int) partition by hash (k);
create table h0 (k int);
----
alter table h attach partition h0 for values with (modulus 1, remainder 0)
--- attach sub-partitioned @p
create table s (id int not null, x int) partition by range (x);
create table s1 partition of s for values from (0) to (10);
insert into s values (25, 1);
----
alter table p attach partition s for values from (20) to (30)
--- attach with trigger on parent @p
create function tf() returns trigger language plpgsql as 'begin return new; end';
create trigger tg after insert on p for each row execute function tf();
----
alter table p attach partition n for values from (20) to (30)
--- detach @p
alter table p detach partition p1
--- detach with default @pd
alter table p detach partition p1
--- detach default @pd
alter table p detach partition pd
--- detach with index @pi
alter table p detach partition p1
--- detach with foreign key @pf
alter table p detach partition p1
--- detach of referenced @pr
alter table p detach partition p2
--- detach concurrently @p
alter table p detach partition p1 concurrently
--- detach concurrently with index @pi
alter table p detach partition p1 concurrently
--- detach concurrently with foreign key @pf
alter table p detach partition p1 concurrently
--- detach concurrently with default fails @pd
alter table p detach partition p1 concurrently
--- drop partition @p
drop table p1
--- drop partition with default @pd
drop table p1
--- drop default partition @pd
drop table pd
--- drop partition with index @pi
drop table p1
--- drop partition with foreign key @pf
drop table p1
--- drop partitioned table @pd
drop table p
--- drop partitioned table with index @pi
drop table p
--- drop partitioned table with foreign key @pf
drop table p
--- drop partitioned table referenced fails @pr
drop table p
--- drop partitioned table referenced cascade @pr
drop table p cascade
--- truncate partition @pi
truncate p1
--- truncate partitioned @pi
truncate p
--- truncate only partitioned fails @p
truncate only p
--- index on partitioned @p
create index px on p (x)
--- unique index on partitioned @p
create unique index pu on p (id)
--- index on only partitioned @p
create index px on only p (x)
--- index if not exists on partitioned there @pi
create index if not exists p_x on p (x)
--- index on partitioned with one there @p
create index p1_x on p1 (x);
----
create index px on p (x)
--- attach index @p
create index p1_x on p1 (x);
create index px on only p (x);
----
alter index px attach partition p1_x
--- attach last index @p
create index p1_x on p1 (x);
create index p2_x on p2 (x);
create index px on only p (x);
alter index px attach partition p1_x;
----
alter index px attach partition p2_x
--- attach index already attached @pi
alter index p_x attach partition p1_x_idx
--- drop index of partitioned @pi
drop index p_x
--- drop index of partition fails @pi
drop index p1_x_idx
--- drop unattached index of partitioned @p
create index px on only p (x);
----
drop index px
--- rename index of partitioned @pi
alter index p_x rename to p_x2
--- set options on partitioned fails @p
alter table p set (fillfactor = 70)
--- set unlogged partitioned @p
alter table p set unlogged
--- set tablespace partitioned @p
alter table p set tablespace pg_default
--- enable row level security partitioned @p
alter table p enable row level security
--- replica identity partitioned @p
alter table p replica identity full
--- rename partitioned @p
alter table p rename to p_old
--- rename partition @p
alter table p1 rename to p_first
--- add column only fails @p
alter table only p add column c int
--- add check only fails @p
alter table only p add check (x > 0)
--- set default only @p
alter table only p alter x set default 4
--- set statistics partitioned @p
alter table p alter x set statistics 100
--- set storage partitioned
create table p (id int not null, x text) partition by range (id);
create table p1 partition of p for values from (0) to (10);
----
alter table p alter x set storage external
--- trigger on partitioned @p
create function tf() returns trigger language plpgsql as 'begin return new; end';
----
create trigger tg after insert on p for each row execute function tf()
--- statement trigger on partitioned @p
create function tf() returns trigger language plpgsql as 'begin return new; end';
----
create trigger tg after insert on p for each statement execute function tf()
--- drop trigger on partitioned @p
create function tf() returns trigger language plpgsql as 'begin return new; end';
create trigger tg after insert on p for each row execute function tf();
----
drop trigger tg on p
--- rename trigger on partitioned @p
create function tf() returns trigger language plpgsql as 'begin return new; end';
create trigger tg after insert on p for each row execute function tf();
----
alter trigger tg on p rename to tg2
--- add column on partition fails @p
alter table p1 add column c int
--- add check on partition @p
alter table p1 add check (x > 0)
--- create table like partitioned @p
create table l (like p including all)
--- default partition of two levels
create table p (id int not null, x int not null) partition by range (id);
create table p1 partition of p for values from (0) to (10) partition by range (x);
create table p1a partition of p1 for values from (0) to (10);
insert into p values (1, 1);
----
alter table p add column c int
--- drop two levels
create table p (id int not null, x int not null) partition by range (id);
create table p1 partition of p for values from (0) to (10) partition by range (x);
create table p1a partition of p1 for values from (0) to (10);
----
drop table p1
--- index on two levels
create table p (id int not null, x int not null) partition by range (id);
create table p1 partition of p for values from (0) to (10) partition by range (x);
create table p1a partition of p1 for values from (0) to (10);
insert into p values (1, 1);
----
create index px on p (x)
--- analyze partitioned @pi
analyze p
--- vacuum partitioned @pi
vacuum p
--- reindex partitioned table @pi
reindex table p
--- reindex partitioned index @pi
reindex index p_x
--- reindex partitioned concurrently @pi
reindex table concurrently p
--- cluster partitioned @pi
cluster p using p_x
--- detach sub-partitioned
create table p (id int not null, x int not null) partition by range (id);
create table p1 partition of p for values from (0) to (10) partition by range (x);
create table p1a partition of p1 for values from (0) to (10);
insert into p values (1, 1);
----
alter table p detach partition p1
--- detach sub-partitioned with index
create table p (id int not null, x int not null) partition by range (id);
create table p1 partition of p for values from (0) to (10) partition by range (x);
create table p1a partition of p1 for values from (0) to (10);
create index p_x on p (x);
insert into p values (1, 1);
----
alter table p detach partition p1
--- detach sub-partitioned with foreign key
create table ref (id int primary key);
create table p (id int not null, x int not null references ref) partition by range (id);
create table p1 partition of p for values from (0) to (10) partition by range (x);
create table p1a partition of p1 for values from (0) to (10);
----
alter table p detach partition p1
--- detach finalize
create table p (id int not null, x int) partition by range (id);
create table p1 partition of p for values from (0) to (10);
insert into p values (1, 1);
----
alter table p detach partition p1 finalize
--- vacuum of two levels
create table p (id int not null, x int not null) partition by range (id);
create table p1 partition of p for values from (0) to (10) partition by range (x);
create table p1a partition of p1 for values from (0) to (10);
insert into p values (1, 1);
----
vacuum p
--- owner of partitioned with indexes @pi
alter table p owner to writer
--- attach sub-partitioned with index on parent @pi
create table s (id int not null, x int not null) partition by range (x);
create table s1 partition of s for values from (0) to (10);
insert into s values (25, 1);
----
alter table p attach partition s for values from (20) to (30)
--- create partition of two levels with index
create table p (id int not null, x int not null) partition by range (id);
create table p1 partition of p for values from (0) to (10) partition by range (x);
create table pd partition of p default;
create index p_x on p (x);
----
create table p1b partition of p1 for values from (10) to (20)
--- detach concurrently sub-partitioned
create table p (id int not null, x int not null) partition by range (id);
create table p1 partition of p for values from (0) to (10) partition by range (x);
create table p1a partition of p1 for values from (0) to (10);
insert into p values (1, 1);
----
alter table p detach partition p1 concurrently

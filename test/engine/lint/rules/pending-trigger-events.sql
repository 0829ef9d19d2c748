--- rows of the referencing table
create table p (id int primary key);
create table c (id int primary key, p int references p deferrable initially deferred);
--=
INSERT INTO c VALUES (1, 1);
ALTER TABLE c ADD COLUMN note text;
--! [ALTER TABLE] PostgreSQL refuses this: rows of c still wait for the deferred check of c_p_fkey.
--> INSERT INTO c VALUES (1, 1);
--> SET CONSTRAINTS ALL IMMEDIATE;
--> ALTER TABLE c ADD COLUMN note text;

--- rows of the referenced table
create table p (id int primary key);
create table c (id int primary key, p int references p deferrable initially deferred);
--=
delete from p where id = 1;
create index on p (id);
--! [create index] PostgreSQL refuses this: rows of p still wait for the deferred check of c_p_fkey.
--> delete from p where id = 1;
--> set constraints all immediate;
--> create index on p (id);

--- an UPDATE of the key
create table p (id int primary key);
create table c (id int primary key, p int references p deferrable initially deferred);
--=
update c set p = 2 where id = 1;
alter table c add column note text;
--! warning [alter table] PostgreSQL refuses this if the change before it queued a deferred check of c_p_fkey on c.
--> update c set p = 2 where id = 1;
--> set constraints all immediate;
--> alter table c add column note text;

--- an UPDATE of something else
create table p (id int primary key);
create table c (id int primary key, p int references p deferrable initially deferred, n int);
--=
update c set n = 2 where id = 1;
alter table c add column note text;

--- checked in between
create table p (id int primary key);
create table c (id int primary key, p int references p deferrable initially deferred);
--=
insert into c values (1, 1);
set constraints all immediate;
alter table c add column note text;

--- in a transaction of its own
create table p (id int primary key);
create table c (id int primary key, p int references p deferrable initially deferred);
--=
-- lockstep: no-transaction
insert into c values (1, 1);
alter table c add column note text;

--- not deferred
create table p (id int primary key);
create table c (id int primary key, p int references p);
--=
insert into c values (1, 1);
alter table c add column note text;

--- made by the same file
create table p (id int primary key);
create table c (id int primary key, p int references p deferrable initially deferred);
insert into p values (1);
insert into c values (1, 1);
create index on c (p);
--! [create index] PostgreSQL refuses this: rows of c still wait for the deferred check of c_p_fkey.
--> create table p (id int primary key);
--> create table c (id int primary key, p int references p deferrable initially deferred);
--> insert into p values (1);
--> insert into c values (1, 1);
--> set constraints all immediate;
--> create index on c (p);

--- on a table that the history does not create
alter table child add constraint child_parent foreign key (pid) references parent (id) deferrable initially deferred not valid;
insert into child (id, pid) values (1, 1);
alter table child add column note text;
--! [alter table#2] PostgreSQL refuses this: rows of child still wait for the deferred check of child_parent.
--> alter table child add constraint child_parent foreign key (pid) references parent (id) deferrable initially deferred not valid;
--> insert into child (id, pid) values (1, 1);
--> set constraints all immediate;
--> alter table child add column note text;

--- deferred by SET CONSTRAINTS
create table p (id int primary key);
create table c (id int primary key, p int constraint c_p references p deferrable);
create table d (id int primary key, p int constraint d_p references p deferrable);
--= an earlier migration
set constraints c_p deferred;
insert into c values (1, 1);
insert into d values (1, 1);
create index on d (p);
create index on c (p);
--! [create index#2] PostgreSQL refuses this: rows of c still wait for the deferred check of c_p.
--> set constraints c_p deferred;
--> insert into c values (1, 1);
--> insert into d values (1, 1);
--> create index on d (p);
--> set constraints all immediate;
--> create index on c (p);

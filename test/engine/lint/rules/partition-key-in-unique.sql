--- fires (1)
CREATE TABLE e (id bigint PRIMARY KEY, at date) PARTITION BY RANGE (at);
--! [PRIMARY KEY] PRIMARY KEY fails: it lacks at, the partition key of e.

--- fires (2)
CREATE TABLE e (id bigint, at date) PARTITION BY RANGE (at);
--= an earlier migration
CREATE UNIQUE INDEX ON e (id);
--! [UNIQUE] UNIQUE fails: it lacks at, the partition key of e.

--- silent
CREATE TABLE e (id bigint, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);

--- constraints added later, by an expression
CREATE TABLE e (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE x (id bigint, at timestamp) PARTITION BY RANGE ((at::date));
--= 
ALTER TABLE e ADD CONSTRAINT e_id UNIQUE (id);
ALTER TABLE e ADD PRIMARY KEY (id, at);
CREATE UNIQUE INDEX ON x (id);
CREATE TABLE y (id bigint UNIQUE, at date) PARTITION BY RANGE (at);
--! [UNIQUE] UNIQUE fails: it lacks at, the partition key of e.
--! [UNIQUE#2] UNIQUE fails: x is partitioned by an expression, which allows no unique constraint.
--! [UNIQUE#3] UNIQUE fails: it lacks at, the partition key of y.

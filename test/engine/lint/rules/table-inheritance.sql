--- INHERITS
create table b (x int) inherits (a);
--! [inherits] Keys of the parent neither hold for b nor see its rows.

--- a partition
create table b partition of a for values in (1);

--- a check
create domain email as text check (value like '%@%');
--! [check] Every later ADD COLUMN of type email rewrites its table because of this constraint.

--- not null
create domain d as int default 1 not null;
--! [not] Every later ADD COLUMN of type d rewrites its table because of this constraint.

--- no constraint
create domain d as int default 1;

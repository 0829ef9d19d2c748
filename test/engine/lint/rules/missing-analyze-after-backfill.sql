--- a backfill
update users set locale = 'en' where locale is null;
--! [update] The planner knows nothing of users as this UPDATE leaves it.

--- an index on an expression
create index i on users (lower(email));
--! [create index] The planner knows nothing of users as this index on an expression leaves it.

--- analyzed
update users set locale = 'en' where locale is null;
create index i on users (lower(email));
analyze users;

--- unknown neighbours
alter type mood add value 'sad';
--! ['sad'] 'sad' is put behind every other value of mood, and its place can't be changed later.

--- the last one is known
create type mood as enum ('ok', 'it''s');
--=
ALTER TYPE mood ADD VALUE 'sad';
--! ['sad'] 'sad' is put behind every other value of mood, and its place can't be changed later.
--> ALTER TYPE mood ADD VALUE 'sad' AFTER 'it''s';

--- placed
alter type mood add value 'sad' before 'ok';

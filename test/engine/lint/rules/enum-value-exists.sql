--- no guard
ALTER TYPE mood ADD VALUE 'sad' AFTER 'ok';
--! [ADD VALUE] This fails where mood has the value 'sad' already.
--> ALTER TYPE mood ADD VALUE IF NOT EXISTS 'sad' AFTER 'ok';

--- a guard
alter type mood add value if not exists 'sad';

--- there already
create type mood as enum ('ok', 'sad');
--=
alter type mood add value 'sad';
--! error [add value] mood has the value 'sad' already: the statement fails.
--> alter type mood add value if not exists 'sad';

--- a rename
alter type mood rename value 'sad' to 'blue';

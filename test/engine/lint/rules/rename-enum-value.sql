--- fires
ALTER TYPE status RENAME VALUE 'new' TO 'open';
--! [RENAME VALUE 'new' TO 'open'] The value 'new' of status is called 'open' from now on: programs that send the old label fail.

--- silent (1)
CREATE TYPE status AS ENUM ('new');
ALTER TYPE status RENAME VALUE 'new' TO 'open';

--- silent (2)
ALTER TYPE status ADD VALUE 'open';

--- of an earlier migration
CREATE TYPE mood AS ENUM ('ok');
--= 
alter type app.mood rename value 'ok' to 'fine';
--! [rename value 'ok' to 'fine'] The value 'ok' of app.mood is called 'fine' from now on: programs that send the old label fail.

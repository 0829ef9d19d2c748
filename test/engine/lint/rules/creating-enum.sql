--- an enum
create type mood as enum ('sad', 'ok');
--! [create type] The values of mood can later be added to and renamed, but not removed.

--- another type
create type mood as (a int);

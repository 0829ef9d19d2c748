--- fires
ALTER TABLE users DROP COLUMN email;
--! [DROP COLUMN email] DROP COLUMN deletes every value of users.email, and programs that still name it fail.

--- silent
ALTER TABLE users ADD COLUMN a int;
ALTER TABLE users DROP COLUMN a;

--- in two deploys where INSERT needs the column
CREATE TABLE users (id int, email text NOT NULL);
--= 
alter table users drop column email;
--! [drop column email] DROP COLUMN deletes every value of users.email, and programs that still name it fail.
--> alter table users alter column email drop not null;
--> -- file: 0010_drop_users_email.sql
--> alter table users drop column email;

--- among other subcommands
ALTER TABLE app.users ADD COLUMN a int, DROP COLUMN IF EXISTS "Mail", ALTER COLUMN b DROP NOT NULL;
--! [DROP COLUMN IF EXISTS "Mail"] DROP COLUMN deletes every value of app.users.Mail, and programs that still name it fail.

--- the column is known not to be there
CREATE TABLE users (id int);
--= 
ALTER TABLE users DROP COLUMN IF EXISTS email;

--- in a DO block
DO $$
BEGIN
  ALTER TABLE users DROP COLUMN email;
END
$$;
--! [DROP COLUMN email] DROP COLUMN deletes every value of users.email, and programs that still name it fail.

--- an attribute of a composite type is no column
ALTER TYPE address DROP ATTRIBUTE zip;

--- {"section":"down"} going down
ALTER TABLE users DROP COLUMN email;

--- another column takes the name
create table prompts (prompt text, kind text not null);
--=
alter table prompts drop column prompt;
alter table prompts rename column prompt_json to prompt;
alter table prompts drop column kind, add column kind int;
--! warning [drop column prompt] DROP COLUMN deletes every value of prompts.prompt, and programs that name it get another column from now on.
--! [drop column kind] DROP COLUMN deletes every value of prompts.kind, and programs that name it get another column from now on.

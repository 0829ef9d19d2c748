--- fires (1)
ALTER TABLE users RENAME TO accounts;
--! [RENAME TO accounts] The table users is called accounts from now on: programs that use the old name fail.
--> ALTER TABLE users RENAME TO accounts;
--> CREATE VIEW users WITH (security_invoker = true) AS SELECT * FROM accounts;

--- fires (2)
ALTER TABLE users RENAME COLUMN email TO mail;
--! [RENAME COLUMN email TO mail] users.email is called mail from now on: programs that use the old name fail.

--- fires (3)
ALTER SCHEMA app RENAME TO core;
--! [RENAME TO core] The schema app is called core from now on: programs that use the old name fail.

--- fires (4)
ALTER FUNCTION total(int) RENAME TO sum_of;
--! [RENAME TO sum_of] The function total(int) is called sum_of from now on: programs that use the old name fail.

--- silent (1)
ALTER TABLE users RENAME TO accounts;
CREATE VIEW users AS SELECT * FROM accounts;

--- silent (2)
CREATE TABLE t (a int);
ALTER TABLE t RENAME TO u;

--- silent (3)
ALTER INDEX i RENAME TO j;

--- {"postgres":14} a view of 14 has no security_invoker
alter table users rename to accounts
--! [rename to accounts] The table users is called accounts from now on: programs that use the old name fail.
--> alter table users rename to accounts;
--> create view users as select * from accounts;

--- expand and contract where the column is known
CREATE TABLE app.users (id int, email text NOT NULL);
--= 
ALTER TABLE app.users RENAME email TO mail;
--! [RENAME email TO mail] app.users.email is called mail from now on: programs that use the old name fail.
--> ALTER TABLE app.users ADD COLUMN mail text;
--> CREATE FUNCTION app.users_mail_sync() RETURNS trigger LANGUAGE plpgsql AS $$
--> BEGIN
-->   IF TG_OP = 'INSERT' THEN
-->     NEW.mail := coalesce(NEW.mail, NEW.email);
-->     NEW.email := coalesce(NEW.email, NEW.mail);
-->   ELSIF NEW.mail IS DISTINCT FROM OLD.mail THEN
-->     NEW.email := NEW.mail;
-->   ELSE
-->     NEW.mail := NEW.email;
-->   END IF;
-->   RETURN NEW;
--> END
--> $$;
--> CREATE TRIGGER users_mail_sync BEFORE INSERT OR UPDATE ON app.users FOR EACH ROW EXECUTE FUNCTION app.users_mail_sync();
--> -- file: 0010_rename_users_email_1.sql
--> UPDATE app.users SET mail = email WHERE mail IS DISTINCT FROM email;
--> -- file: 0010_rename_users_email_2.sql
--> ALTER TABLE app.users ADD CONSTRAINT users_mail_not_null CHECK (mail IS NOT NULL) NOT VALID;
--> -- file: 0010_rename_users_email_3.sql
--> ALTER TABLE app.users VALIDATE CONSTRAINT users_mail_not_null;
--> ALTER TABLE app.users ALTER COLUMN mail SET NOT NULL;
--> ALTER TABLE app.users DROP CONSTRAINT users_mail_not_null;
--> -- file: 0010_rename_users_email_4.sql
--> DROP TRIGGER users_mail_sync ON app.users;
--> DROP FUNCTION app.users_mail_sync();
--> ALTER TABLE app.users DROP COLUMN email;

--- tables swapped
CREATE TABLE users_new (id bigint);
INSERT INTO users_new SELECT id FROM users;
ALTER TABLE users RENAME TO users_old;
ALTER TABLE users_new RENAME TO users;

--- others
ALTER TYPE mood RENAME TO feeling;
ALTER SEQUENCE order_seq RENAME TO orders_id_seq;
ALTER ROLE app RENAME TO application;
ALTER TYPE address RENAME ATTRIBUTE zip TO postcode;
ALTER VIEW v RENAME COLUMN a TO b;
--! [RENAME TO feeling] The type mood is called feeling from now on: programs that use the old name fail.
--! [RENAME TO orders_id_seq] The sequence order_seq is called orders_id_seq from now on: programs that use the old name fail.
--! [RENAME TO application] The role app is called application from now on: programs that use the old name fail.
--! [RENAME ATTRIBUTE zip TO postcode] The attribute zip of address is called postcode from now on: programs that use the old name fail.
--! [RENAME COLUMN a TO b] v.a is called b from now on: programs that use the old name fail.

--- what no client names
ALTER TABLE t RENAME CONSTRAINT a TO b;
ALTER TRIGGER a ON t RENAME TO b;
ALTER POLICY a ON t RENAME TO b;

--- an index through ALTER TABLE
CREATE TABLE t (a int);
CREATE INDEX i ON t (a);
--= 
ALTER TABLE i RENAME TO j;

--- new in this file
CREATE TYPE mood AS ENUM ('ok');
ALTER TYPE mood RENAME TO feeling;
ALTER TABLE t ADD COLUMN a int;
ALTER TABLE t RENAME COLUMN a TO b;

--- in a DO block
DO $$
BEGIN
  ALTER TABLE users RENAME TO accounts;
END
$$;
--! [RENAME TO accounts] The table users is called accounts from now on: programs that use the old name fail.

--- no expand and contract for a column with a default or an index
CREATE TABLE users (id int, email text, kind text DEFAULT 'x');
CREATE INDEX users_email ON users (email);
--= 
ALTER TABLE users RENAME email TO mail;
ALTER TABLE users RENAME kind TO form;
--! [RENAME email TO mail] users.email is called mail from now on: programs that use the old name fail.
--! [RENAME kind TO form] users.kind is called form from now on: programs that use the old name fail.

--- the old name is taken again inside the same DO block
DO $$
BEGIN
  ALTER TABLE users RENAME TO users_old;
  CREATE TABLE users (id bigint);
END
$$;

--- an exchange of enums is silent: the name is taken again
create type "Role_new" as enum ('user');
alter type "Role" rename to "Role_old";
alter type "Role_new" rename to "Role";

--- the same, made anew under the old name
alter type "Role" rename to "Role_old";
create type "Role" as enum ('user');

--- a column behind a view with the old names
ALTER TABLE users RENAME COLUMN mail TO email;
ALTER TABLE users RENAME TO users_base;
CREATE VIEW users AS SELECT id, email AS mail FROM users_base;

--- a column behind a view that lacks it
ALTER TABLE users RENAME TO users_base;
ALTER TABLE users_base RENAME COLUMN mail TO email;
CREATE VIEW users AS SELECT id, email FROM users_base;
--! [RENAME COLUMN mail TO email] users_base.mail is called email from now on: programs that use the old name fail.

--- a name made at run time
do $$ begin execute format('alter table %I rename to %I', 'a', 'b'); end $$;
--! [rename to %I] The table … is called … from now on: programs that use the old name fail.

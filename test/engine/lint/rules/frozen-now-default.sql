--- in a new table
CREATE TABLE users (
  a timestamptz NOT NULL DEFAULT 'now()',
  b date DEFAULT 'Today',
  c timestamp DEFAULT 'now'::timestamp,
  d text DEFAULT 'now',
  e timestamptz DEFAULT now(),
  f timestamptz DEFAULT ('now'::text)::timestamptz,
  g date DEFAULT 'tomorrow'
);
--! ['now()'] 'now()' is read once, now: every later row gets the time of this migration as its a.
--> CREATE TABLE users (
-->   a timestamptz NOT NULL DEFAULT now(),
-->   b date DEFAULT 'Today',
-->   c timestamp DEFAULT 'now'::timestamp,
-->   d text DEFAULT 'now',
-->   e timestamptz DEFAULT now(),
-->   f timestamptz DEFAULT ('now'::text)::timestamptz,
-->   g date DEFAULT 'tomorrow'
--> );
--! ['Today'] 'Today' is read once, now: every later row gets the time of this migration as its b.
--> CREATE TABLE users (
-->   a timestamptz NOT NULL DEFAULT 'now()',
-->   b date DEFAULT CURRENT_DATE,
-->   c timestamp DEFAULT 'now'::timestamp,
-->   d text DEFAULT 'now',
-->   e timestamptz DEFAULT now(),
-->   f timestamptz DEFAULT ('now'::text)::timestamptz,
-->   g date DEFAULT 'tomorrow'
--> );
--! ['now'] 'now' is read once, now: every later row gets the time of this migration as its c.
--> CREATE TABLE users (
-->   a timestamptz NOT NULL DEFAULT 'now()',
-->   b date DEFAULT 'Today',
-->   c timestamp DEFAULT (now())::timestamp,
-->   d text DEFAULT 'now',
-->   e timestamptz DEFAULT now(),
-->   f timestamptz DEFAULT ('now'::text)::timestamptz,
-->   g date DEFAULT 'tomorrow'
--> );
--! ['tomorrow'] 'tomorrow' is read once, now: every later row gets the time of this migration as its g.
--> CREATE TABLE users (
-->   a timestamptz NOT NULL DEFAULT 'now()',
-->   b date DEFAULT 'Today',
-->   c timestamp DEFAULT 'now'::timestamp,
-->   d text DEFAULT 'now',
-->   e timestamptz DEFAULT now(),
-->   f timestamptz DEFAULT ('now'::text)::timestamptz,
-->   g date DEFAULT CURRENT_DATE + 1
--> );

--- set on a column
alter table users alter column created_at set default 'now()';
--! ['now()'] 'now()' is read once, now: every later row gets the time of this migration as its created_at.
--> alter table users alter column created_at set default now();

--- set on a column that is known to be text
create table users (hint text, at timestamptz);
--=
alter table users alter column hint set default 'now', alter column at set default 'now';
--! ['now'#2] 'now' is read once, now: every later row gets the time of this migration as its at.
--> alter table users alter column hint set default 'now', alter column at set default now();

--- added
alter table users add column created_at timestamptz default 'now' not null;
--! ['now'] 'now' is read once, now: every later row gets the time of this migration as its created_at.
--> alter table users add column created_at timestamptz default now() not null;

--- a fixed time is silent
alter table users alter column created_at set default '2024-01-01';

--- inside a DO block
do $$ begin alter table users alter column created_at set default 'now'; end $$;
--! ['now'] 'now' is read once, now: every later row gets the time of this migration as its created_at.
--> do $$ begin alter table users alter column created_at set default now(); end $$;

--- fires
-- lockstep: no-transaction
CREATE UNIQUE INDEX CONCURRENTLY i ON orders (a);
--! [UNIQUE] This fails if orders holds duplicates of (a), and leaves an INVALID index.

--- silent
CREATE TABLE t (a int);
CREATE UNIQUE INDEX ON t (a);

--- unique already; names that need quotes
create table runs (id bigint primary key, "tenantId" bigint, code text, kept boolean);
create unique index runs_code on runs (code) where kept;
--=
create unique index concurrently runs_id_key on runs (id);
create unique index concurrently runs_tenant_id on runs ("tenantId", id);
create unique index concurrently runs_code_key on runs (code);
create unique index concurrently "Runs_tenantId" on "Runs" ("tenantId");
--! [unique#3] This fails if runs holds duplicates of (code), and leaves an INVALID index.
--! [unique#4] This fails if Runs holds duplicates of (tenantId), and leaves an INVALID index.

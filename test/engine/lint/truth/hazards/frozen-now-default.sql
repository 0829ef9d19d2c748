-- expects: frozen-now-default
SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE audit_log (id bigint PRIMARY KEY, at timestamptz NOT NULL DEFAULT 'now()');

SET lock_timeout = '2s';
SET statement_timeout = '30s';

CREATE TABLE audit_log (id bigint PRIMARY KEY, at timestamptz NOT NULL DEFAULT now(), day date DEFAULT CURRENT_DATE, word text DEFAULT 'now');

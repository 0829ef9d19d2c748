SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE accounts ADD COLUMN created_at timestamptz NOT NULL DEFAULT now(), ADD COLUMN expires_at timestamptz DEFAULT CURRENT_TIMESTAMP + interval '30 days', ADD COLUMN settings jsonb NOT NULL DEFAULT jsonb_build_object();

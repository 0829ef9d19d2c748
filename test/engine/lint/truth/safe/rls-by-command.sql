-- postgres: 16
BEGIN;
SET LOCAL lock_timeout = '3s';
SET LOCAL statement_timeout = '30s';

CREATE TABLE app.documents (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id bigint NOT NULL,
  title text NOT NULL,
  body text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX documents_tenant ON app.documents (tenant_id, created_at);

CREATE POLICY documents_tenant_read ON app.documents
  FOR SELECT TO app_user
  USING (tenant_id = (SELECT current_setting('app.tenant_id')::bigint));
CREATE POLICY documents_tenant_insert ON app.documents
  FOR INSERT TO app_user
  WITH CHECK (tenant_id = (SELECT current_setting('app.tenant_id')::bigint));
CREATE POLICY documents_tenant_update ON app.documents
  FOR UPDATE TO app_user
  USING (tenant_id = (SELECT current_setting('app.tenant_id')::bigint))
  WITH CHECK (tenant_id = (SELECT current_setting('app.tenant_id')::bigint));
CREATE POLICY documents_tenant_delete ON app.documents
  FOR DELETE TO app_user
  USING (tenant_id = (SELECT current_setting('app.tenant_id')::bigint));
ALTER TABLE app.documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE app.documents FORCE ROW LEVEL SECURITY;

CREATE VIEW app.document_titles WITH (security_invoker = true) AS
  SELECT id, tenant_id, title FROM app.documents;

GRANT SELECT, INSERT, UPDATE, DELETE ON app.documents TO app_user;
GRANT SELECT ON app.document_titles TO app_user;
COMMIT;

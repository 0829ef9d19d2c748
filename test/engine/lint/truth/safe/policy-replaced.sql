BEGIN;
SET LOCAL lock_timeout = '2s';
SET LOCAL statement_timeout = '10s';
DROP POLICY IF EXISTS tenant_isolation ON app.documents;
CREATE POLICY tenant_isolation ON app.documents FOR ALL TO app_rw
  USING (tenant_id = (SELECT app.current_tenant()))
  WITH CHECK (tenant_id = (SELECT app.current_tenant()));
COMMIT;

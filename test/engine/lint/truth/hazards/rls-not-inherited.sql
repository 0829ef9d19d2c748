-- expects: rls-not-inherited
SET lock_timeout = '5s';
SET statement_timeout = '60s';

CREATE TABLE events (tenant text, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE events_2024 PARTITION OF events FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE POLICY events_tenant ON events USING (tenant = (SELECT current_setting('app.tenant')));
ALTER TABLE events ENABLE ROW LEVEL SECURITY;

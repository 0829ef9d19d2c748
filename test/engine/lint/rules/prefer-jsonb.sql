--- json
create table t (a json);
ALTER TABLE t ADD COLUMN b JSON NOT NULL;
--! [json] a can't be compared: DISTINCT, GROUP BY and UNION over it fail.
--> create table t (a jsonb);
--> ALTER TABLE t ADD COLUMN b JSON NOT NULL;
--! [JSON] b can't be compared: DISTINCT, GROUP BY and UNION over it fail.
--> create table t (a json);
--> ALTER TABLE t ADD COLUMN b jsonb NOT NULL;

--- jsonb
create table t (a jsonb);

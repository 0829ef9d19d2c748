-- expects: feature-not-on-target-version
-- postgres: 14
set lock_timeout = '2s';
set statement_timeout = '30s';
merge into customers c using staging s on c.id = s.id when matched and c.id = 1 then update set name = s.name;

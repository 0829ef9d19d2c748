-- expects: enum-value-drop
set lock_timeout = '2s';
set statement_timeout = '30s';
delete from pg_enum where enumtypid = 'order_status'::regtype and enumlabel = 'archived';

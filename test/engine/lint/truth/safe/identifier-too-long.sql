set lock_timeout = '2s';
set statement_timeout = '30s';
create table renewal_notification_preferences (id bigint primary key);

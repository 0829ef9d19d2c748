-- expects: identifier-too-long
set lock_timeout = '2s';
set statement_timeout = '30s';
create table subscription_renewal_notification_preferences_of_business_customers_2024 (id bigint primary key);

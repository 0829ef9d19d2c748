-- expects: feature-not-on-target-version
-- postgres: 16
set lock_timeout = '2s';
set statement_timeout = '30s';
set transaction_timeout = '1min';

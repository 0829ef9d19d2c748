-- expects: superuser-operation
set lock_timeout = '2s';
set statement_timeout = '30s';
copy customers from program 'curl -s https://example.com/customers.csv' with (format csv);

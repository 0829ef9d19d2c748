--- minutes
set lock_timeout = '5min';
set statement_timeout = '2h';
--! ['5min'] lock_timeout is longer than the 10 s agreed for this project.
--! ['2h'] statement_timeout is longer than the 3600 s agreed for this project.

--- seconds
set lock_timeout = '2s';
set statement_timeout = 0;

--- {"options": {"lockSeconds": 1}} a limit of the project
set lock_timeout = '2s';
--! ['2s'] lock_timeout is longer than the 1 s agreed for this project.

--- each
create table t (a timetz, b timestamptz(0), c time with time zone default current_time);
--! [timetz] a has a zone but no date: it can't be converted.
--! [timestamptz(0)] b is rounded to whole seconds.
--! [time with time zone] c has a zone but no date: it can't be converted.
--! [current_time] CURRENT_TIME has a zone but no date: it can’t be converted.

--- neither
create table t (a timestamptz, b timestamptz(3), c date default current_date);

--- a hypertable
select create_hypertable('metrics', 'time');
alter table metrics add column a int;
--! [alter table metrics] metrics is a TimescaleDB hypertable: this runs on every part of it, or is refused.

--- {"options": {"tables": ["metrics"]}} named by the project
alter table metrics add column a int;
--! [alter table metrics] metrics is managed by an extension: this runs on every part of it, or is refused.

--- another table
alter table users add column a int;

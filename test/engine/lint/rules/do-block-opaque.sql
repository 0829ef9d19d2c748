--- put together at run time
do $$ begin execute format('drop table %I', current_setting('app.t')); end $$;
--! [format('drop table %I', current_setting('app.t'))] What this runs is only known at run time: its locks and effects are not judged.

--- constant
do $$ begin execute 'select 1'; end $$;

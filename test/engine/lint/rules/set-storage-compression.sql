--- both of them
alter table pages alter body set storage external, alter body set compression lz4;
--! [alter body set storage external] Only values of pages.body written from now on are stored this way; the change itself takes ACCESS EXCLUSIVE for a moment.
--! [alter body set compression lz4] Only values of pages.body written from now on are stored this way; the change itself takes ACCESS EXCLUSIVE for a moment.

--- a new table is silent
create table pages (body text);
alter table pages alter body set compression lz4;

--- inside a DO block
do $$ begin alter table pages alter body set compression lz4; end $$;
--! [alter body set compression lz4] Only values of pages.body written from now on are stored this way; the change itself takes ACCESS EXCLUSIVE for a moment.

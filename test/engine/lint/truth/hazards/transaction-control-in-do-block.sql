-- expects: transaction-control-in-do-block
set lock_timeout = '2s';
set statement_timeout = '30s';
do $$
declare last_id bigint := 0;
begin
  loop
    update orders set note = '' where id > last_id and id <= last_id + 1000;
    exit when not found;
    last_id := last_id + 1000;
    commit;
  end loop;
end $$;

--- under the tool's transaction
do $$
begin
  update users set a = 1 where id between 1 and 10;
  commit;
end $$;
--! [commit] COMMIT fails here: the DO block runs inside a transaction.
--> -- lockstep: no-transaction
--> do $$
--> begin
-->   update users set a = 1 where id between 1 and 10;
-->   commit;
--> end $$;

--- outside a transaction
-- lockstep: no-transaction
do $$ begin commit; end $$;

--- in a block that handles exceptions
-- lockstep: no-transaction
do $$
begin
  begin
    commit;
  exception when others then raise;
  end;
end $$;
--! [commit] COMMIT fails here: its block handles exceptions, which makes it a subtransaction.

--- in the handler itself
-- lockstep: no-transaction
do $$
begin
  begin
    perform 1;
  exception when others then
    commit;
  end;
end $$;

--- in a function, and in procedures
create function f() returns void language plpgsql as $$ begin commit; end $$;
create procedure p() language plpgsql security definer as $$ begin rollback; end $$;
create procedure q() language plpgsql as $$ begin commit; end $$;
--! [commit] COMMIT fails whenever this runs: it is a function, not a procedure.
--! [rollback] ROLLBACK fails whenever this runs: the procedure is SECURITY DEFINER.

--- a call inside a transaction
create procedure q() language plpgsql as $$ begin commit; end $$;
--=
call q();
--! [call] q ends the transaction, which fails inside one.

--- the word alone
do $$ begin raise notice 'commit;'; end $$;

--- {"convention": "goose"} goose
-- +goose Up
-- +goose StatementBegin
DO $$ BEGIN COMMIT; END $$;
-- +goose StatementEnd
--! [COMMIT] COMMIT fails here: the DO block runs inside a transaction.
--> -- +goose NO TRANSACTION
--> -- +goose Up
--> -- +goose StatementBegin
--> DO $$ BEGIN COMMIT; END $$;
--> -- +goose StatementEnd

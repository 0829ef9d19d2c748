--- waste
create table t (a boolean, b bigint, c boolean, d bigint);
--! [t#3] Every row of t has 14 bytes of padding that another order of columns saves.

--- none
create table t (b bigint, d bigint, a boolean, c boolean, e text, f bigint);

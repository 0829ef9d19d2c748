--- money and floats
create table t (a money, price double precision, total_amount real);
--! [money] a is read and printed by the session's locale.
--! [double precision] price can't hold a sum like 0.10 exactly.
--! [real] total_amount can't hold a sum like 0.10 exactly.

--- numbers
create table t (price numeric(12, 2), ratio double precision);

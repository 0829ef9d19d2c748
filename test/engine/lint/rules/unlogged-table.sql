--- unlogged
CREATE UNLOGGED TABLE cache (key text primary key);
create unlogged sequence s;
--! [UNLOGGED] cache is lost in a crash and is not on replicas.
--> CREATE TABLE cache (key text primary key);
--> create unlogged sequence s;
--! [unlogged] s is lost in a crash and is not on replicas.
--> CREATE UNLOGGED TABLE cache (key text primary key);
--> create sequence s;

--- plain
create table cache (key text primary key);

--- a length
create table t (a varchar(20), b character varying(10) not null);
--! [varchar(20)] a is limited by its type.
--> create table t (a text, b character varying(10) not null);
--! [character varying(10)] b is limited by its type.
--> create table t (a varchar(20), b text not null);

--- none
create table t (a varchar, b text);

--- enums
create type mood as enum ('sad', 'ok', 'happy');
create type nothing as enum ();
create table t (m mood default 'ok', n mood[] default '{sad,ok}', o mood not null default 'sad'::mood check (o <> 'happy'));
alter type mood add value 'great';
alter type mood add value if not exists 'great';
alter type mood add value 'fine' after 'ok';
alter type mood add value 'awful' before 'sad';
alter type mood rename value 'happy' to 'glad';
alter type mood rename to feeling;
--- moved
create schema s;
create type mood as enum ('a');
create table t (m mood default 'a', n mood[]);
alter type mood set schema s;
alter type s.mood rename to m;
--- composite
create type address as (street text, number int, tags text[]);
create type person as (name varchar(20), home address);
create table t (p person, q text[]);
alter type address add attribute zip text, drop attribute number;
alter type address rename attribute zip to postcode;
create type unused as (a int, b text);
alter type unused alter attribute a type bigint, drop attribute if exists zzz;
drop type if exists nothing;
--- domains
create domain positive as int check (value > 0);
create domain email as text not null default 'x@y' constraint has_at check (value like '%@%') check (length(value) < 100);
create domain code varchar(10) collate "C";
create domain price numeric(10, 2);
create table t (a positive, b email, c price[] default '{}');
alter domain positive add constraint small check (value < 1000);
alter domain positive add check (value <> 13) not valid;
alter domain positive validate constraint positive_check1;
alter domain positive set default 5;
alter domain positive set not null;
alter domain email drop not null;
alter domain email drop default;
alter domain email drop constraint has_at;
alter domain email drop constraint if exists nothing;
alter domain code rename to short_code;
alter domain short_code add constraint named check (value <> '');
alter domain short_code rename constraint named to renamed;
--- {"postgres": 17} not null as a domain's constraint
create domain d as int constraint there not null;
create domain e as int;
alter domain e add constraint e_there not null;
alter domain d drop constraint there;
--- over a domain
create domain a as text check (value <> '');
create domain b as a check (length(value) < 5);
create table t (x b default 'q');
--- ranges
create type float_range as range (subtype = float8, subtype_diff = float8mi);
create type money_span as range (subtype = numeric, multirange_type_name = money_spans);
create type r as range (subtype = text);
create table t (a float_range, b money_spans, c float_multirange, d r_multirange);
--- drop, with what uses it
create type mood as enum ('a', 'b');
create table t (a int, m mood, n mood[]);
create function f(mood) returns int language sql as 'select 1';
create view v as select a, m from t;
drop type mood cascade;
--- a type that a table made
create table t (a int);
create table u (x t, y t[]);

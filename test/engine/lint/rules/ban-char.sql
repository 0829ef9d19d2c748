--- char
create table t (a char(2), b character(3) not null, c char);
--! [char(2)] a is padded with blanks to its length.
--> create table t (a text, b character(3) not null, c char);
--! [character(3)] b is padded with blanks to its length.
--> create table t (a char(2), b text not null, c char);
--! [char#3] c is padded with blanks to its length.
--> create table t (a char(2), b character(3) not null, c text);

--- text
create table t (a text, b "char");

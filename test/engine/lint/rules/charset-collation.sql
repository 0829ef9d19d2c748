--- another collation
create table t (a text collate "de_DE");
select a collate "fr_FR" from t;
create database d encoding 'LATIN1' template template0;
--! [collate] de_DE is not among the collations agreed for this project.
--! [collate#2] fr_FR is not among the collations agreed for this project.
--! [create database] LATIN1 is not among the encodings agreed for this project.

--- agreed ones
create table t (a text collate "C");

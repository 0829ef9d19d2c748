--- a type the history does not create
alter type address add attribute country text;
--! [add attribute country text] Adding an attribute (country) of address changes every value of the type at once.

--- a new type
create type address as (street text);
alter type address add attribute country text;

--- a column uses it
create type address as (street text);
create table people (id bigint, home address);
--=
alter type address alter attribute street type varchar(20);
alter type address drop attribute street cascade;
--! error [alter attribute street type varchar(20)] Changing the type of an attribute (street) fails: people.home is of type address.
--! [drop attribute street cascade] Dropping an attribute (street) of address changes every value of the type at once, those of people.home too, and takes ACCESS EXCLUSIVE on tables made OF it.

--- nothing uses it
create type address as (street text);
create table people (id bigint);
--=
alter type address add attribute country text;
--! info [add attribute country text] Adding an attribute (country) of address changes every value of the type at once.

--- the type of a table
create type person as (name text);
create table people of person;
--= an earlier migration
alter type person add attribute age int;
alter type person add attribute town text cascade;
--! error [add attribute age int] Adding an attribute fails: people is a table OF person.
--! info [add attribute town text cascade] Adding an attribute (town) of person changes every value of the type at once, and takes ACCESS EXCLUSIVE on tables made OF it.

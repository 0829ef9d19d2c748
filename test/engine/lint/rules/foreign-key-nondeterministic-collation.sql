--- a nondeterministic collation
CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE orders (code text COLLATE ci REFERENCES codes);
--! [REFERENCES codes] This foreign key compares by the nondeterministic collation ci: values that differ may match.

--- a deterministic one is silent
create collation de (provider = icu, locale = 'de');
create table orders (code text collate de references codes);

--- only the referenced column has it: 18 refuses
create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create table tags (name text collate ci not null unique);
create table uses (id bigint primary key, tag text);
alter table uses add foreign key (tag) references tags (name);
--! error [references tags (name)] PostgreSQL 18 refuses this foreign key: tag and the column it refers to differ in collation, and ci is nondeterministic.

--- {"postgres": 16} only the referenced column has it, before 18
create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create table tags (name text collate ci not null unique);
create table uses (id bigint primary key, tag text);
alter table uses add foreign key (tag) references tags (name);
--! [references tags (name)] This foreign key compares by the nondeterministic collation ci: values that differ may match.

--- both have it
create collation ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create table tags (name text collate ci primary key);
create table uses (id bigint primary key, tag text collate ci references tags);
--! [references tags] This foreign key compares by the nondeterministic collation ci: values that differ may match.

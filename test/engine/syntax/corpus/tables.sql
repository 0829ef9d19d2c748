-- A lending library: every form a table can take.
CREATE TABLE member (
  member_id bigint GENERATED ALWAYS AS IDENTITY (START WITH 1000 CACHE 20) PRIMARY KEY,
  card text NOT NULL UNIQUE,
  name text COLLATE "C" NOT NULL,
  born date CHECK (born > DATE '1900-01-01'),
  joined timestamptz DEFAULT now() NOT NULL,
  shelf_mark text GENERATED ALWAYS AS (upper(name) || '-' || card) STORED,
  initials text GENERATED ALWAYS AS (left(name, 1)) VIRTUAL
);

CREATE TABLE IF NOT EXISTS branch (branch_id smallserial, city varchar(80), open_hours tstzrange[]);
CREATE TEMPORARY TABLE basket (LIKE member INCLUDING ALL EXCLUDING INDEXES) ON COMMIT DELETE ROWS;
CREATE TEMP TABLE scratch (a int) ON COMMIT DROP;
CREATE GLOBAL TEMPORARY TABLE global_scratch (a int) ON COMMIT PRESERVE ROWS;
CREATE UNLOGGED TABLE sensor_buffer (at timestamp(3) without time zone, reading double precision);
CREATE TABLE empty_of_columns ();
CREATE TABLE loan (
  loan_id uuid DEFAULT gen_random_uuid(),
  member_id bigint REFERENCES member ON DELETE CASCADE ON UPDATE NO ACTION,
  copy_id int NOT NULL,
  period daterange NOT NULL,
  returned boolean DEFAULT false,
  fine numeric(8, 2) CONSTRAINT fine_positive CHECK (fine >= 0) NO INHERIT,
  CONSTRAINT loan_key PRIMARY KEY (loan_id) INCLUDE (period) WITH (fillfactor = 80) USING INDEX TABLESPACE pg_default,
  CONSTRAINT one_at_a_time EXCLUDE USING gist (copy_id WITH =, period WITH &&) WHERE (NOT returned) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT copy_exists FOREIGN KEY (copy_id) REFERENCES stock.copy (copy_id) MATCH FULL ON DELETE SET NULL (copy_id) NOT ENFORCED,
  UNIQUE NULLS NOT DISTINCT (member_id, copy_id) DEFERRABLE
);
CREATE TABLE room_booking (
  room int,
  during tstzrange,
  PRIMARY KEY (room, during WITHOUT OVERLAPS)
);
CREATE TABLE room_service (
  room int,
  during tstzrange,
  FOREIGN KEY (room, PERIOD during) REFERENCES room_booking (room, PERIOD during)
);
CREATE TABLE visit (at timestamptz NOT NULL, door int NOT NULL, who bigint) PARTITION BY RANGE (at, door);
CREATE TABLE visit_2031 PARTITION OF visit FOR VALUES FROM ('2031-01-01', MINVALUE) TO ('2032-01-01', MAXVALUE);
CREATE TABLE visit_other PARTITION OF visit (who DEFAULT 0, CONSTRAINT known CHECK (who > 0)) DEFAULT;
CREATE TABLE by_city (city text, n int) PARTITION BY LIST (lower(city) COLLATE "C" text_ops);
CREATE TABLE by_city_north PARTITION OF by_city FOR VALUES IN ('oslo', 'bergen', NULL) PARTITION BY HASH (n);
CREATE TABLE by_city_north_0 PARTITION OF by_city_north FOR VALUES WITH (MODULUS 4, REMAINDER 0) WITH (autovacuum_enabled = off) TABLESPACE pg_default;
CREATE TABLE cookbook (difficulty int) INHERITS (book, stock.paper) WITH (fillfactor = 70, toast.autovacuum_enabled = false);
CREATE TABLE of_type OF stock.address (street WITH OPTIONS DEFAULT 'unknown', PRIMARY KEY (postcode));
CREATE TABLE heap_table (a int) USING heap;
CREATE TABLE wide (
  a smallint, b integer, c bigint, d decimal(10), e numeric, f real, g float(24), h double precision,
  i char, j character(3), k character varying (20), l bit(4), m bit varying(8), n bytea,
  o time, p time(2) with time zone, q timestamp with time zone, r interval year to month, s interval(3), t interval second(2),
  u boolean, v json, w jsonb, x xml, y inet[], z point, aa int ARRAY, ab int ARRAY[3], ac text[][], ad national character varying(5),
  ae other.kind(1, 'x'), af "Quoted Type", ag setof_not_here
);
CREATE TABLE stored (a text STORAGE EXTERNAL COMPRESSION lz4, b text COMPRESSION pglz, c jsonb STORAGE MAIN);
CREATE TABLE copy_of AS SELECT * FROM member WHERE false;
CREATE TABLE IF NOT EXISTS stats_by_branch (branch, n) WITH (fillfactor = 90) AS
  SELECT branch_id, count(*) FROM visit GROUP BY 1
  WITH NO DATA;
CREATE TEMP TABLE from_prepared ON COMMIT DROP AS EXECUTE find_member(12);
CREATE TABLE from_values AS VALUES (1, 'one'), (2, 'two');
CREATE TABLE from_table AS TABLE member WITH DATA;
SELECT card, name INTO TEMPORARY picked FROM member WHERE born IS NULL;

CREATE INDEX ON loan (member_id);
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS loan_open ON ONLY stock.loan USING btree
  (member_id ASC NULLS FIRST, lower(note) COLLATE "de-x-icu" text_pattern_ops DESC) INCLUDE (period, fine)
  NULLS NOT DISTINCT WITH (fillfactor = 70, deduplicate_items = off) TABLESPACE fast WHERE returned IS NOT TRUE;
CREATE INDEX book_words ON book USING gin (to_tsvector('english', title || ' ' || coalesce(blurb, '')));
CREATE INDEX book_vector ON book USING hnsw (embedding vector_cosine_ops) WITH (m = 16, ef_construction = 64);
CREATE INDEX book_path ON book USING gin ((data -> 'tags') jsonb_path_ops, (data #>> '{a,b}'));
CREATE INDEX tree_path ON shelf USING gist (path gist_ltree_ops (siglen = 100));

DROP TABLE IF EXISTS scratch, stock.basket CASCADE;
DROP INDEX CONCURRENTLY IF EXISTS stock.loan_open;
DROP INDEX loan_open, book_words RESTRICT;
TRUNCATE TABLE ONLY loan, visit * RESTART IDENTITY CASCADE;
TRUNCATE basket CONTINUE IDENTITY RESTRICT;
COMMENT ON TABLE member IS 'People who may borrow; it''s never emptied';
COMMENT ON COLUMN stock.loan.fine IS NULL;
COMMENT ON CONSTRAINT one_at_a_time ON loan IS E'no\toverlap';
COMMENT ON INDEX stock.loan_open IS $note$Only open loans; 'quoted' $1 and -- no comment$note$;
LOCK TABLE ONLY member, loan IN SHARE ROW EXCLUSIVE MODE NOWAIT;
LOCK book;

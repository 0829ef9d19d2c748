-- postgres: 18
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE tickets ADD CONSTRAINT tickets_subject_not_null NOT NULL subject NOT VALID;

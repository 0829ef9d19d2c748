SET statement_timeout = '5min';
CREATE TABLE app.zip_stats AS SELECT zip, count(*) AS n FROM app.addresses GROUP BY zip;
ALTER TABLE app.zip_stats ADD PRIMARY KEY (zip);
CREATE INDEX zip_stats_n_idx ON app.zip_stats (n);

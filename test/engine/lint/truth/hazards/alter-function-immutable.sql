-- expects: unsound-immutable-label
CREATE FUNCTION age_days(d date) RETURNS int LANGUAGE sql AS $$ SELECT current_date - d $$;
ALTER FUNCTION age_days(date) IMMUTABLE;

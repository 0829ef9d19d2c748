-- Three changes that look alike and are not: the first reads the table, the second writes it anew, the third is free.
ALTER TABLE orders ALTER COLUMN placed_at SET NOT NULL;
ALTER TABLE orders ADD COLUMN reference uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE orders ADD COLUMN source text NOT NULL DEFAULT 'web';

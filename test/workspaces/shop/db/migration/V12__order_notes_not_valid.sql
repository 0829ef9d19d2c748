-- The safe way: the constraint is checked for new rows at once, for old ones in V13.
ALTER TABLE orders ADD COLUMN note text;
ALTER TABLE orders ADD CONSTRAINT orders_note_length CHECK (length(note) <= 500) NOT VALID;

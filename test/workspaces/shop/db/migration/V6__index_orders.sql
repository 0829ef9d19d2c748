-- Written in a hurry: every INSERT into orders waits until this is done.
CREATE INDEX orders_user_id_idx ON orders (user_id);

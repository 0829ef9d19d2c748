ALTER TABLE emails ADD CONSTRAINT emails_address_key UNIQUE USING INDEX emails_address_idx;

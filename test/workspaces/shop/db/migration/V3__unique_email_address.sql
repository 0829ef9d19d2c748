-- Built beside the running shop; the constraint then only takes the index over.
CREATE UNIQUE INDEX CONCURRENTLY emails_address_idx ON emails (address);

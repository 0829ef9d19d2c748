-- expects: disable-all-triggers
ALTER ROLE loader SET session_replication_role = 'replica';

--! Previous: sha1:be967bfb532896b7e3a778eb3beb6d507e1c188b
--! Hash: sha1:b217633ebb2627baeb8f0df5ad7fe5d0a5f73b59

--! no-transaction
create index concurrently ai on a(id);

-- atlas:txmode none

CREATE INDEX CONCURRENTLY ai ON a(id);

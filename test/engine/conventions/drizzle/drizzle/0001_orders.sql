CREATE TABLE "orders" (id int);
--> statement-breakpoint
CREATE INDEX orders_idx ON "orders" (id);

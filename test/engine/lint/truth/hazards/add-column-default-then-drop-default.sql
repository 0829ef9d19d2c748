-- expects: add-column-default-then-drop-default
SET lock_timeout = '2s';
SET statement_timeout = '30s';

ALTER TABLE "shop_order" ADD COLUMN "channel" varchar(20) DEFAULT 'web' NOT NULL;
ALTER TABLE "shop_order" ALTER COLUMN "channel" DROP DEFAULT;

-- +goose NO TRANSACTION
-- +goose Up
create index concurrently users_email_idx on users (email);
-- +goose Down
drop index concurrently users_email_idx;

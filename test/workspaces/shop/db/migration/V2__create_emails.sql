CREATE TABLE emails (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id    bigint NOT NULL REFERENCES users (id),
    address    text NOT NULL,
    verified   boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT emails_address_format CHECK (address ~ '^[^@\s]+@[^@\s]+\.[^@\s]+$')
);

CREATE INDEX emails_user_id_idx ON emails (user_id);

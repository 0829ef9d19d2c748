CREATE TYPE order_status AS ENUM ('draft', 'placed', 'paid', 'shipped');

CREATE TABLE orders (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id   bigint NOT NULL REFERENCES users (id),
    status    order_status NOT NULL DEFAULT 'draft',
    total     numeric(10, 2) NOT NULL DEFAULT 0 CHECK (total >= 0),
    placed_at timestamptz
);

CREATE TABLE order_items (
    order_id bigint NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    line     integer NOT NULL,
    sku      text NOT NULL,
    quantity integer NOT NULL CHECK (quantity > 0),
    price    numeric(10, 2) NOT NULL,
    PRIMARY KEY (order_id, line)
);

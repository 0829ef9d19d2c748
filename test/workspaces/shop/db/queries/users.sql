-- name: GetUser :one
SELECT id, name, created_at FROM users WHERE id = $1;

-- name: CountOrders :many
SELECT u.id, u.name, count(o.id) AS orders
FROM users u LEFT JOIN orders o ON o.user_id = u.id
GROUP BY u.id;

-- expects: uncommitted-transaction
-- lockstep: no-transaction
START TRANSACTION ISOLATION LEVEL SERIALIZABLE;
INSERT INTO flags (k) VALUES ('a');
COMMIT AND CHAIN;
INSERT INTO flags (k) VALUES ('b');

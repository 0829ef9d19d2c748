CREATE FUNCTION touch_updated_at() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END;
$$;

CREATE TRIGGER product_embeddings_touch
    BEFORE UPDATE ON product_embeddings
    FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

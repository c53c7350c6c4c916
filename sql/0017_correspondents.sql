-- Whom the rep writes to and hears from, for completing addresses: one row per address, kept by
-- the statement that brings messages in. Machines and lists are nobody one writes to, so that only
-- human mail counts, and what the rep wrote. Counts are a matter of order alone: they do not go
-- back when mail is deleted.
--
-- The end of an address is no word of it: nearly everybody has "com".
CREATE FUNCTION outpost.correspondent_words(name text, address text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN outpost.words(name || ' ' || regexp_replace(address, '\.[^.@]*$', ''));

CREATE TABLE outpost.correspondent (
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    address text NOT NULL,                  -- lower case
    name text NOT NULL DEFAULT '',          -- the newest that came with it
    words tsvector NOT NULL,                -- of name and address
    written integer NOT NULL,               -- mails of the rep's to it
    heard integer NOT NULL,                 -- human mails from it
    last_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, address)
);
CREATE INDEX correspondent_words ON outpost.correspondent USING gin (words);

CREATE FUNCTION outpost.messages_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.correspondent AS known
        (user_id, address, name, words, written, heard, last_at)
    SELECT user_id, address, name, outpost.correspondent_words(name, address), written, heard, last_at
    FROM (
        SELECT user_id, address,
               coalesce((array_agg(name ORDER BY at DESC) FILTER (WHERE name <> ''))[1], '') AS name,
               count(*) FILTER (WHERE outbound)::integer AS written,
               count(*) FILTER (WHERE NOT outbound)::integer AS heard, max(at) AS last_at
        FROM (
            SELECT user_id, lower(person ->> 'email') AS address,
                   left(coalesce(person ->> 'name', ''), 200) AS name, at, outbound
            FROM added, jsonb_array_elements(recipients) AS person
            WHERE outbound AND kind IN ('human', 'own')
            UNION ALL
            SELECT user_id, lower(from_email), left(from_name, 200), at, outbound
            FROM added WHERE NOT outbound AND kind = 'human') AS people
        WHERE address LIKE '%@%' AND length(address) <= 320
        GROUP BY user_id, address ORDER BY user_id, address) AS met
    ON CONFLICT (user_id, address) DO UPDATE SET
        written = known.written + excluded.written,
        heard = known.heard + excluded.heard,
        last_at = greatest(known.last_at, excluded.last_at),
        name = CASE WHEN excluded.name <> ''
                         AND (excluded.last_at >= known.last_at OR known.name = '')
            THEN excluded.name ELSE known.name END,
        words = CASE WHEN excluded.name <> '' AND excluded.name <> known.name
                          AND (excluded.last_at >= known.last_at OR known.name = '')
            THEN excluded.words ELSE known.words END;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.messages_inserted() FROM PUBLIC;

CREATE TRIGGER outpost_messages_inserted AFTER INSERT ON outpost.message
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.messages_inserted();

-- Mail that was there before.
INSERT INTO outpost.correspondent (user_id, address, name, words, written, heard, last_at)
SELECT user_id, address, name, outpost.correspondent_words(name, address), written, heard, last_at
FROM (
    SELECT user_id, address,
           coalesce((array_agg(name ORDER BY at DESC) FILTER (WHERE name <> ''))[1], '') AS name,
           count(*) FILTER (WHERE outbound)::integer AS written,
           count(*) FILTER (WHERE NOT outbound)::integer AS heard, max(at) AS last_at
    FROM (
        SELECT user_id, lower(person ->> 'email') AS address,
               left(coalesce(person ->> 'name', ''), 200) AS name, at, outbound
        FROM outpost.message, jsonb_array_elements(recipients) AS person
        WHERE outbound AND kind IN ('human', 'own')
        UNION ALL
        SELECT user_id, lower(from_email), left(from_name, 200), at, outbound
        FROM outpost.message WHERE NOT outbound AND kind = 'human') AS people
    WHERE address LIKE '%@%' AND length(address) <= 320
      AND EXISTS (SELECT FROM public.users WHERE users.id = people.user_id)
    GROUP BY user_id, address) AS met;

-- The journal keeps what a command changed as rows, not as one document: a million of them are
-- noted by the statement that changes them, an import grows batch by batch, and what happened to
-- a lead is found by its id.

ALTER TABLE outpost.journal
    -- Still growing: it cannot be undone yet.
    ADD COLUMN open boolean NOT NULL DEFAULT false,
    -- Where the entry stands in the order of all that was done and undone; from the sequence of
    -- the ids. Its id at first, a new number at each undo and redo.
    ADD COLUMN mark bigint;

-- No foreign key to journal: checking it for each row of a bulk change costs more than the row.
-- A trigger takes the rows away with their entry.
CREATE TABLE outpost.journal_change (
    journal_id bigint NOT NULL,
    n bigint GENERATED ALWAYS AS IDENTITY,  -- the order in which an entry's changes were made
    tbl text NOT NULL,                      -- "public.leads"
    row_id uuid NOT NULL,
    lead_id uuid,                           -- whose history it belongs to
    before jsonb,                           -- the columns that were set; NULL: the row was made
    after jsonb,                            -- NULL: the row was deleted
    away jsonb,                             -- what the last undo or redo took away, where that is
                                            -- more than is noted: whole rows, newer values
    kept text[],                            -- what the last undo or redo left alone: columns, or *
    PRIMARY KEY (journal_id, n)
);

-- Entries from before: their documents, in order.
INSERT INTO outpost.journal_change (journal_id, tbl, row_id, lead_id, before, after)
SELECT entry.id, item ->> 'table', (item ->> 'id')::uuid,
       CASE item ->> 'table'
           WHEN 'public.leads' THEN (item ->> 'id')::uuid
           WHEN 'public.emails' THEN coalesce(
               item -> 'before' ->> 'lead_id', item -> 'after' ->> 'lead_id',
               (SELECT lead_id::text FROM public.emails WHERE id = (item ->> 'id')::uuid))::uuid
           WHEN 'outpost.conversation' THEN
               (SELECT lead_id FROM outpost.conversation WHERE id = (item ->> 'id')::uuid)
           WHEN 'public.email_threads' THEN
               (SELECT lead_id FROM public.email_threads WHERE id = (item ->> 'id')::uuid)
       END,
       nullif(item -> 'before', 'null'), nullif(item -> 'after', 'null')
FROM outpost.journal AS entry,
     jsonb_array_elements(entry.changes) WITH ORDINALITY AS each (item, place)
ORDER BY entry.id, place;

UPDATE outpost.journal SET mark = id;
-- What was undone before there was an order for it cannot be redone: it comes before all.
UPDATE outpost.journal SET mark = 0 WHERE undone_at IS NOT NULL;
ALTER TABLE outpost.journal ALTER COLUMN mark SET NOT NULL, DROP COLUMN changes;

-- Made after the rows: what was there is sorted in at once.
CREATE INDEX journal_change_lead ON outpost.journal_change (lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX journal_done ON outpost.journal (user_id, mark DESC) WHERE undone_at IS NULL;
CREATE INDEX journal_undone ON outpost.journal (user_id, mark DESC) WHERE undone_at IS NOT NULL;

CREATE FUNCTION outpost.journal_entry() RETURNS trigger
    LANGUAGE plpgsql
AS $fn$
BEGIN
    NEW.mark := coalesce(NEW.mark, NEW.id);
    RETURN NEW;
END
$fn$;
CREATE TRIGGER outpost_journal_entry BEFORE INSERT ON outpost.journal
    FOR EACH ROW EXECUTE FUNCTION outpost.journal_entry();

CREATE FUNCTION outpost.journal_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    DELETE FROM outpost.journal_change USING gone WHERE journal_id = gone.id;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.journal_deleted() FROM PUBLIC;
CREATE TRIGGER outpost_journal_deleted AFTER DELETE ON outpost.journal
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.journal_deleted();

-- Of a column that holds an object (the custom fields of leads.metadata) each key is a field of its
-- own. These three answer for one column that a change set from noted to target: which keys it
-- set (those apart that were left alone the last time), ...
CREATE FUNCTION outpost.journal_keys(name text, noted jsonb, target jsonb, kept text[])
    RETURNS SETOF text
    LANGUAGE sql IMMUTABLE
AS $fn$
    SELECT key FROM (
        SELECT jsonb_object_keys(CASE jsonb_typeof(noted) WHEN 'object' THEN noted ELSE '{}' END)
        UNION
        SELECT jsonb_object_keys(CASE jsonb_typeof(target) WHEN 'object' THEN target ELSE '{}' END)
    ) AS named (key)
    WHERE noted -> key IS DISTINCT FROM target -> key
      AND name || '.' || key <> ALL (coalesce(kept, '{}'))
$fn$;

-- ... which of these are now neither the one nor the other, as "metadata.region", ...
CREATE FUNCTION outpost.journal_clash(name text, standing jsonb, noted jsonb, target jsonb,
                                      kept text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE
AS $fn$
    SELECT coalesce(array_agg(name || '.' || key ORDER BY key), '{}')
    FROM outpost.journal_keys(name, noted, target, kept) AS key
    WHERE standing -> key IS DISTINCT FROM noted -> key
      AND standing -> key IS DISTINCT FROM target -> key
$fn$;

-- ... and the column with the others (or all of them) as in target, every other key as it is.
CREATE FUNCTION outpost.journal_merge(name text, standing jsonb, noted jsonb, target jsonb,
                                      kept text[], over boolean) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
AS $fn$
    SELECT CASE WHEN target IS NULL AND merged = '{}' THEN NULL ELSE merged END FROM (
        SELECT (CASE jsonb_typeof(standing) WHEN 'object' THEN standing ELSE '{}' END
                - coalesce(array_agg(key), '{}'))
            || coalesce(jsonb_object_agg(key, target -> key) FILTER (WHERE target ? key), '{}')
               AS merged
        FROM outpost.journal_keys(name, noted, target, kept) AS key
        WHERE over OR name || '.' || key
            <> ALL (outpost.journal_clash(name, standing, noted, target, kept))) AS put
$fn$;

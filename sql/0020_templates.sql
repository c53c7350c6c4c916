-- Templates: which are shared, every text they ever had, and one default for each category.

-- Templates that their owners let others of this database use and copy.
CREATE TABLE outpost.shared_template (
    id uuid PRIMARY KEY REFERENCES public.email_templates (id) ON DELETE CASCADE,  -- the template
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    shared_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX shared_template_user ON outpost.shared_template (user_id);

-- Each text that a template had, whoever wrote it. Rows are added and never changed, but that the
-- sitting they belong to is noted. They stay when the template is deleted: undo brings it back.
CREATE TABLE outpost.template_version (
    template_id uuid NOT NULL,
    n integer NOT NULL,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    at timestamptz NOT NULL DEFAULT now(),
    name text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    tone text NOT NULL,
    category text,
    sitting uuid,        -- saves of one sitting are one step back
    journal_id bigint,   -- the entry that takes the sitting back
    PRIMARY KEY (template_id, n)
);
CREATE INDEX template_version_user ON outpost.template_version (user_id);

-- Adds the template as it stands to its versions, where it differs from the newest.
CREATE FUNCTION outpost.note_template_version(template uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    INSERT INTO outpost.template_version
        (template_id, n, user_id, at, name, subject, body, tone, category)
    SELECT standing.id, coalesce(newest.n, 0) + 1, standing.user_id, clock_timestamp(),
           standing.name, standing.subject, standing.body, standing.tone, standing.category
    FROM public.email_templates AS standing
    LEFT JOIN LATERAL (
        SELECT * FROM outpost.template_version AS version
        WHERE version.template_id = standing.id ORDER BY version.n DESC LIMIT 1) AS newest ON true
    WHERE standing.id = template
      AND (newest.name, newest.subject, newest.body, newest.tone, newest.category)
          IS DISTINCT FROM
          (standing.name, standing.subject, standing.body, standing.tone, standing.category);
END;
REVOKE EXECUTE ON FUNCTION outpost.note_template_version(uuid) FROM PUBLIC;

CREATE FUNCTION outpost.template_written() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    PERFORM outpost.note_template_version(NEW.id);
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.template_written() FROM PUBLIC;

-- Takes the mark of the default from the other templates of a category. One at a time does so for a
-- user, until its transaction ends. After the statement, not before it: another program's
-- "SET is_default = (id = ...)" also takes the mark away by itself, and Postgres refuses to change
-- a row in a statement whose BEFORE trigger has changed it already. For the same reason there is
-- no unique index, which would look between two rows of that statement.
CREATE FUNCTION outpost.template_made_default() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    PERFORM pg_advisory_xact_lock(
        hashtextextended('outpost templates ' || NEW.user_id::text, 0));
    UPDATE public.email_templates AS other SET is_default = false
    FROM public.email_templates AS chosen
    WHERE chosen.id = NEW.id AND chosen.is_default
      AND other.user_id = chosen.user_id AND other.id <> chosen.id AND other.is_default
      AND coalesce(other.category, '') = coalesce(chosen.category, '');
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.template_made_default() FROM PUBLIC;

-- Only where the table is ours: elsewhere its owner decides, and the program does the same by itself.
DO $do$
BEGIN
    IF pg_has_role(current_user, (SELECT relowner FROM pg_class
                   WHERE oid = 'public.email_templates'::regclass), 'USAGE') THEN
        CREATE TRIGGER outpost_template_written
            AFTER INSERT OR UPDATE OF name, subject, body, tone, category
            ON public.email_templates FOR EACH ROW
            EXECUTE FUNCTION outpost.template_written();
        CREATE TRIGGER outpost_template_made_default
            AFTER INSERT OR UPDATE OF is_default, category, user_id
            ON public.email_templates FOR EACH ROW WHEN (NEW.is_default)
            EXECUTE FUNCTION outpost.template_made_default();
    END IF;
END
$do$;

-- What there was before.
INSERT INTO outpost.template_version (template_id, n, user_id, at, name, subject, body, tone, category)
SELECT id, 1, user_id, coalesce(updated_at, now()), name, subject, body, tone, category
FROM public.email_templates;

-- Which messages wait for a reader, and what became of those that were read. What was found stands
-- in public.ai_insights. Like the other tables derived from public.emails they have no foreign key
-- to it.
CREATE TABLE outpost.reading_wanted (
    email_id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    at timestamptz NOT NULL                 -- of the message: the newest is read first
);
CREATE INDEX reading_wanted_at ON outpost.reading_wanted (user_id, at DESC);

CREATE TABLE outpost.message_reading (
    email_id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    engine text NOT NULL,
    version text NOT NULL,
    language text NOT NULL,                 -- ISO 639-1, or und
    unread text CHECK (unread IN ('language', 'empty')), -- why nothing was made of it
    read_at timestamptz NOT NULL
);
CREATE INDEX message_reading_user ON outpost.message_reading (user_id, engine, version);

-- Leads whose next step may be another one now: mail came or went, or is another lead's.
CREATE TABLE outpost.suggestion_wanted (
    lead_id uuid PRIMARY KEY REFERENCES public.leads (id) ON DELETE CASCADE,
    user_id uuid NOT NULL
);

CREATE FUNCTION outpost.messages_stored() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.reading_wanted (email_id, user_id, at)
        SELECT email_id, user_id, at FROM stored
        WHERE kind = 'human' AND NOT outbound AND origin <> 'sample'
        ON CONFLICT DO NOTHING;
    INSERT INTO outpost.suggestion_wanted (lead_id, user_id)
        SELECT DISTINCT email.lead_id, email.user_id
        FROM stored JOIN public.emails AS email ON email.id = stored.email_id
        WHERE email.lead_id IS NOT NULL AND stored.origin <> 'sample'
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.messages_stored() FROM PUBLIC;

CREATE TRIGGER outpost_messages_stored AFTER INSERT ON outpost.message
    REFERENCING NEW TABLE AS stored
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.messages_stored();

-- What was read of a message goes with it to another lead.
CREATE FUNCTION outpost.message_lead_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    UPDATE public.ai_insights SET lead_id = NEW.lead_id
        WHERE email_id = NEW.id AND user_id = NEW.user_id AND insight_type <> 'suggestion'
          AND lead_id IS DISTINCT FROM NEW.lead_id AND metadata ->> 'engine' IS NOT NULL;
    INSERT INTO outpost.suggestion_wanted (lead_id, user_id)
        SELECT id, user_id FROM public.leads WHERE id IN (OLD.lead_id, NEW.lead_id)
        ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.message_lead_changed() FROM PUBLIC;

CREATE TRIGGER outpost_message_lead_changed AFTER UPDATE OF lead_id ON public.emails
    FOR EACH ROW WHEN (OLD.lead_id IS DISTINCT FROM NEW.lead_id)
    EXECUTE FUNCTION outpost.message_lead_changed();

CREATE FUNCTION outpost.readings_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    DELETE FROM outpost.reading_wanted USING gone WHERE email_id = gone.id;
    DELETE FROM outpost.message_reading USING gone WHERE email_id = gone.id;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.readings_deleted() FROM PUBLIC;

CREATE TRIGGER outpost_readings_deleted AFTER DELETE ON public.emails
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.readings_deleted();

-- What came before this version is read too.
INSERT INTO outpost.reading_wanted (email_id, user_id, at)
    SELECT email_id, user_id, at FROM outpost.message
    WHERE kind = 'human' AND NOT outbound AND origin <> 'sample';

-- Leads that may be one person: how they are found, and what was found.

-- Leads whose names, addresses or numbers nobody has compared since they changed. No foreign
-- keys: an import writes these by the hundred thousand, and who takes them looks whether the
-- lead is still there.
CREATE TABLE outpost.lead_to_compare (
    n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id uuid NOT NULL,
    lead_id uuid NOT NULL
);

-- What two alike leads share one of: a hash of the user and one of match_keys (domain). A hash
-- that two keys have in common costs a comparison, and no more. No foreign key: checking each row
-- was a third of the work, and a trigger takes them away with their lead.
CREATE TABLE outpost.lead_match_key (
    key bigint NOT NULL,
    lead_id uuid NOT NULL,
    PRIMARY KEY (key, lead_id)
);
CREATE INDEX lead_match_key_lead ON outpost.lead_match_key (lead_id);

CREATE TABLE outpost.lead_duplicate (
    id uuid PRIMARY KEY,                    -- of the two leads (UUIDv5)
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    a uuid NOT NULL REFERENCES public.leads (id) ON DELETE CASCADE,
    b uuid NOT NULL REFERENCES public.leads (id) ON DELETE CASCADE,
    score smallint NOT NULL CHECK (score BETWEEN 0 AND 100),
    reason text NOT NULL,                   -- address, alias, phone, person
    found_at timestamptz NOT NULL DEFAULT now(),
    dismissed_at timestamptz,               -- "not duplicates"
    CHECK (a < b),
    UNIQUE (a, b)
);
CREATE INDEX lead_duplicate_b ON outpost.lead_duplicate (b);
CREATE INDEX lead_duplicate_open ON outpost.lead_duplicate (user_id, score DESC, id)
    WHERE dismissed_at IS NULL;

CREATE FUNCTION outpost.lead_compare_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.lead_to_compare (user_id, lead_id) SELECT user_id, id FROM added;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.lead_compare_inserted() FROM PUBLIC;

CREATE TRIGGER outpost_lead_compare_inserted AFTER INSERT ON public.leads
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.lead_compare_inserted();

-- Only what is compared: another status or the days of a million leads cost no call.
CREATE FUNCTION outpost.lead_compare_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.lead_to_compare (user_id, lead_id) VALUES (NEW.user_id, NEW.id);
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.lead_compare_updated() FROM PUBLIC;

CREATE TRIGGER outpost_lead_compare_updated
    AFTER UPDATE OF user_id, company, contact_name, email, phone, metadata
    ON public.leads FOR EACH ROW
    WHEN (OLD.company IS DISTINCT FROM NEW.company
          OR OLD.contact_name IS DISTINCT FROM NEW.contact_name
          OR OLD.email IS DISTINCT FROM NEW.email
          OR OLD.phone IS DISTINCT FROM NEW.phone
          OR (OLD.metadata -> 'emails') IS DISTINCT FROM (NEW.metadata -> 'emails')
          OR OLD.user_id IS DISTINCT FROM NEW.user_id)
    EXECUTE FUNCTION outpost.lead_compare_updated();

CREATE FUNCTION outpost.lead_match_keys_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    DELETE FROM outpost.lead_match_key USING gone WHERE lead_id = gone.id;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.lead_match_keys_deleted() FROM PUBLIC;

CREATE TRIGGER outpost_lead_match_keys_deleted AFTER DELETE ON public.leads
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.lead_match_keys_deleted();

-- Leads that were there before.
INSERT INTO outpost.lead_to_compare (user_id, lead_id)
SELECT user_id, id FROM public.leads ORDER BY id;

-- Whose lead a row is follows from who it is with. When it moves to another lead, as all that a
-- lead had does in a merge, nobody has edited it: an action that was done in March was not done
-- today.
CREATE FUNCTION outpost.touch_unless_moved() RETURNS trigger
    LANGUAGE plpgsql
AS $fn$
BEGIN
    OLD.lead_id := NEW.lead_id;
    IF OLD IS DISTINCT FROM NEW THEN
        NEW.updated_at := now();
    END IF;
    RETURN NEW;
END
$fn$;

DO $do$
DECLARE
    tbl text;
BEGIN
    FOREACH tbl IN ARRAY ARRAY['email_threads', 'actions', 'ai_insights'] LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER outpost_updated_at BEFORE UPDATE ON public.%I FOR EACH ROW '
            'WHEN (OLD.updated_at IS NOT DISTINCT FROM NEW.updated_at '
            'AND OLD.* IS DISTINCT FROM NEW.*) '
            'EXECUTE FUNCTION outpost.touch_unless_moved()', tbl);
    END LOOP;
END
$do$;

-- As it was, without lead_id.
CREATE OR REPLACE TRIGGER outpost_updated_at BEFORE UPDATE ON public.emails FOR EACH ROW
    WHEN (OLD.updated_at IS NOT DISTINCT FROM NEW.updated_at
          AND (OLD.id IS DISTINCT FROM NEW.id
               OR OLD.user_id IS DISTINCT FROM NEW.user_id
               OR OLD.thread_id IS DISTINCT FROM NEW.thread_id
               OR OLD.message_id IS DISTINCT FROM NEW.message_id
               OR OLD.from_email IS DISTINCT FROM NEW.from_email
               OR OLD.to_email IS DISTINCT FROM NEW.to_email
               OR OLD.cc IS DISTINCT FROM NEW.cc
               OR OLD.bcc IS DISTINCT FROM NEW.bcc
               OR OLD.subject IS DISTINCT FROM NEW.subject
               OR OLD.direction IS DISTINCT FROM NEW.direction
               OR OLD.status IS DISTINCT FROM NEW.status
               OR OLD.sent_at IS DISTINCT FROM NEW.sent_at
               OR OLD.received_at IS DISTINCT FROM NEW.received_at
               OR OLD.created_at IS DISTINCT FROM NEW.created_at
               OR OLD.body IS DISTINCT FROM NEW.body))
    EXECUTE FUNCTION outpost.touch_updated_at();

-- What keeps the index of leads true whoever writes public.leads, how past mail finds a new
-- lead, and the indexes behind what the screens ask.

-- The index of leads -------------------------------------------------------------------------

CREATE FUNCTION outpost.lead_words(company text, contact_name text, email text, industry text,
                                   phone text, website text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN outpost.words(concat_ws(' ', company, contact_name, email, industry, phone, website));

CREATE FUNCTION outpost.status_rank(status text) RETURNS smallint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE status WHEN 'hot' THEN 1 WHEN 'warm' THEN 2 ELSE 3 END::smallint;

-- A lead's addresses, lower case: its own first, then the aliases of metadata.emails.
CREATE FUNCTION outpost.lead_addresses(email text, metadata jsonb) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN jsonb_typeof(metadata -> 'emails') = 'array'
        THEN ARRAY(
            SELECT DISTINCT lower(btrim(address)) FROM (
                SELECT email AS address
                UNION ALL
                SELECT item #>> '{}' FROM jsonb_array_elements(metadata -> 'emails') AS item
                WHERE jsonb_typeof(item) = 'string') AS given
            WHERE btrim(address) <> '')
        ELSE ARRAY[lower(btrim(email))] END;

-- Inserts come by the hundred thousand: one statement for all of them.
CREATE FUNCTION outpost.leads_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.lead_index
        (lead_id, user_id, words, company_key, contact_key, status_rank, has_draft,
         last_contact_at)
    SELECT id, user_id,
           outpost.lead_words(company, contact_name, email, industry, phone, website),
           outpost.sort_key(company), outpost.sort_key(contact_name),
           outpost.status_rank(status), coalesce(has_ai_draft, false), last_contact_at
    FROM added;
    INSERT INTO outpost.lead_address (user_id, address, lead_id)
    SELECT user_id, unnest(outpost.lead_addresses(email, metadata)), id FROM added
    ON CONFLICT (user_id, address) DO NOTHING;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.leads_inserted() FROM PUBLIC;

CREATE TRIGGER outpost_leads_inserted AFTER INSERT ON public.leads
    REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.leads_inserted();

-- Updates per row, and only those that change what the index holds: the WHEN clause is decided
-- before the function is called, so that refreshing days_since_contact of a million leads costs
-- no calls. (Joining the transition tables of an update has no index to join by, and takes
-- minutes for 100,000 rows.)
CREATE FUNCTION outpost.lead_text_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    UPDATE outpost.lead_index SET
        user_id = NEW.user_id,
        words = outpost.lead_words(NEW.company, NEW.contact_name, NEW.email, NEW.industry,
                                   NEW.phone, NEW.website),
        company_key = outpost.sort_key(NEW.company),
        contact_key = outpost.sort_key(NEW.contact_name)
    WHERE lead_id = NEW.id;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.lead_text_updated() FROM PUBLIC;

CREATE TRIGGER outpost_lead_text_updated
    AFTER UPDATE OF user_id, company, contact_name, email, industry, phone, website
    ON public.leads FOR EACH ROW
    WHEN (OLD.company IS DISTINCT FROM NEW.company
          OR OLD.contact_name IS DISTINCT FROM NEW.contact_name
          OR OLD.email IS DISTINCT FROM NEW.email
          OR OLD.industry IS DISTINCT FROM NEW.industry
          OR OLD.phone IS DISTINCT FROM NEW.phone
          OR OLD.website IS DISTINCT FROM NEW.website
          OR OLD.user_id IS DISTINCT FROM NEW.user_id)
    EXECUTE FUNCTION outpost.lead_text_updated();

CREATE FUNCTION outpost.lead_state_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    UPDATE outpost.lead_index SET
        status_rank = outpost.status_rank(NEW.status),
        has_draft = coalesce(NEW.has_ai_draft, false),
        last_contact_at = NEW.last_contact_at
    WHERE lead_id = NEW.id;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.lead_state_updated() FROM PUBLIC;

CREATE TRIGGER outpost_lead_state_updated
    AFTER UPDATE OF status, has_ai_draft, last_contact_at
    ON public.leads FOR EACH ROW
    WHEN (OLD.status IS DISTINCT FROM NEW.status
          OR OLD.has_ai_draft IS DISTINCT FROM NEW.has_ai_draft
          OR OLD.last_contact_at IS DISTINCT FROM NEW.last_contact_at)
    EXECUTE FUNCTION outpost.lead_state_updated();

CREATE FUNCTION outpost.lead_addresses_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
DECLARE
    wanted text[] := outpost.lead_addresses(NEW.email, NEW.metadata);
BEGIN
    DELETE FROM outpost.lead_address
    WHERE lead_id = NEW.id AND (user_id <> NEW.user_id OR address <> ALL (wanted));
    INSERT INTO outpost.lead_address (user_id, address, lead_id)
    SELECT NEW.user_id, unnest(wanted), NEW.id
    ON CONFLICT (user_id, address) DO NOTHING;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.lead_addresses_updated() FROM PUBLIC;

CREATE TRIGGER outpost_lead_addresses_updated
    AFTER UPDATE OF user_id, email, metadata
    ON public.leads FOR EACH ROW
    WHEN (OLD.email IS DISTINCT FROM NEW.email
          OR (OLD.metadata -> 'emails') IS DISTINCT FROM (NEW.metadata -> 'emails')
          OR OLD.user_id IS DISTINCT FROM NEW.user_id)
    EXECUTE FUNCTION outpost.lead_addresses_updated();

-- An address that a lead gives up goes to the lead whose own address it is, if there is one.
CREATE FUNCTION outpost.lead_address_freed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.lead_address (user_id, address, lead_id)
    SELECT lead.user_id, freed.address, lead.id
    FROM freed
    JOIN public.leads AS lead ON lead.user_id = freed.user_id AND lead.email = freed.address
    WHERE lead.id <> freed.lead_id
    ON CONFLICT (user_id, address) DO NOTHING;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.lead_address_freed() FROM PUBLIC;

CREATE TRIGGER outpost_lead_address_freed AFTER DELETE ON outpost.lead_address
    REFERENCING OLD TABLE AS freed
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.lead_address_freed();

-- Leads that were there before the triggers.
INSERT INTO outpost.lead_index
    (lead_id, user_id, words, company_key, contact_key, status_rank, has_draft, last_contact_at)
SELECT id, user_id, outpost.lead_words(company, contact_name, email, industry, phone, website),
       outpost.sort_key(company), outpost.sort_key(contact_name), outpost.status_rank(status),
       coalesce(has_ai_draft, false), last_contact_at
FROM public.leads;
INSERT INTO outpost.lead_address (user_id, address, lead_id)
SELECT user_id, unnest(outpost.lead_addresses(email, metadata)), id FROM public.leads
ORDER BY created_at, id
ON CONFLICT (user_id, address) DO NOTHING;

-- Mail and leads -----------------------------------------------------------------------------

-- Past mail of these leads' addresses (of all leads when lead_ids is NULL) becomes theirs:
-- messages without a lead get one; who wrote a message counts before who received it. Their
-- conversations follow: the lead of a conversation is that of its earliest message which has
-- one, and with a lead comes the row in email_threads, under the conversation's own id.
-- Answers how many messages found a lead.
CREATE FUNCTION outpost.claim_mail(owner uuid, lead_ids uuid[]) RETURNS bigint
    LANGUAGE plpgsql
AS $fn$
DECLARE
    claimed uuid[];
    touched uuid[];
BEGIN
    WITH found AS (
        SELECT DISTINCT ON (held.email_id) held.email_id, known.lead_id
        FROM outpost.lead_address AS known
        JOIN outpost.message_address AS held
          ON held.user_id = known.user_id AND held.address = known.address
        WHERE known.user_id = owner AND (lead_ids IS NULL OR known.lead_id = ANY (lead_ids))
        ORDER BY held.email_id,
                 CASE held.role WHEN 'from' THEN 1 WHEN 'to' THEN 2 WHEN 'cc' THEN 3 ELSE 4 END,
                 known.lead_id),
    mine AS (
        UPDATE public.emails AS email SET lead_id = found.lead_id
        FROM found
        WHERE email.id = found.email_id AND email.user_id = owner AND email.lead_id IS NULL
        RETURNING email.id)
    SELECT array_agg(id) INTO claimed FROM mine;
    IF claimed IS NULL THEN
        RETURN 0;
    END IF;

    SELECT array_agg(DISTINCT conversation_id) INTO touched
    FROM outpost.message WHERE email_id = ANY (claimed);

    WITH first_lead AS (
        SELECT DISTINCT ON (message.conversation_id)
               message.conversation_id AS id, email.lead_id
        FROM outpost.message AS message JOIN public.emails AS email ON email.id = message.email_id
        WHERE message.conversation_id = ANY (touched) AND email.lead_id IS NOT NULL
        ORDER BY message.conversation_id, message.at, message.identity),
    thread AS (
        INSERT INTO public.email_threads AS standing
            (id, user_id, lead_id, subject, thread_identifier, status, created_at, updated_at)
        SELECT talk.id, talk.user_id, first_lead.lead_id, talk.subject, talk.root_message_id,
               talk.state, talk.first_at, talk.last_at
        FROM first_lead JOIN outpost.conversation AS talk USING (id)
        ON CONFLICT (id) DO UPDATE SET lead_id = excluded.lead_id
        WHERE standing.lead_id IS DISTINCT FROM excluded.lead_id)
    UPDATE outpost.conversation AS talk SET thread_id = talk.id, lead_id = first_lead.lead_id
    FROM first_lead
    WHERE first_lead.id = talk.id
      AND (talk.thread_id, talk.lead_id) IS DISTINCT FROM (talk.id, first_lead.lead_id);

    UPDATE public.emails AS email SET thread_id = message.conversation_id
    FROM outpost.message AS message
    WHERE message.conversation_id = ANY (touched) AND email.id = message.email_id
      AND email.thread_id IS DISTINCT FROM message.conversation_id;
    RETURN cardinality(claimed);
END
$fn$;

-- What was derived from messages goes with them.
CREATE FUNCTION outpost.emails_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    DELETE FROM outpost.message USING gone WHERE email_id = gone.id;
    DELETE FROM outpost.message_text USING gone WHERE email_id = gone.id;
    DELETE FROM outpost.message_address USING gone WHERE email_id = gone.id;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.emails_deleted() FROM PUBLIC;

CREATE TRIGGER outpost_emails_deleted AFTER DELETE ON public.emails
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.emails_deleted();

-- Indexes of outpost -------------------------------------------------------------------------

CREATE INDEX lead_index_words ON outpost.lead_index USING gin (words);
-- Read backwards for the other direction; the lead's id makes the order total.
CREATE INDEX lead_index_company ON outpost.lead_index (user_id, company_key, lead_id);
CREATE INDEX lead_index_contact ON outpost.lead_index (user_id, contact_key, lead_id);
CREATE INDEX lead_index_status ON outpost.lead_index (user_id, status_rank, company_key, lead_id);
-- Never contacted comes last both ways, which one index cannot give.
CREATE INDEX lead_index_newest ON outpost.lead_index
    (user_id, last_contact_at DESC NULLS LAST, lead_id);
CREATE INDEX lead_index_oldest ON outpost.lead_index
    (user_id, last_contact_at ASC NULLS LAST, lead_id);
CREATE INDEX lead_index_drafts ON outpost.lead_index (user_id) WHERE has_draft;

CREATE INDEX conversation_newest ON outpost.conversation (user_id, state, last_at DESC, id);
CREATE INDEX conversation_unread ON outpost.conversation (user_id, last_at DESC, id)
    WHERE unread_count > 0 AND state = 'active';
CREATE INDEX conversation_sent ON outpost.conversation (user_id, last_at DESC, id)
    WHERE last_outbound_at IS NOT NULL;
CREATE INDEX conversation_lead ON outpost.conversation (lead_id, last_at DESC)
    WHERE lead_id IS NOT NULL;
CREATE INDEX conversation_subject ON outpost.conversation (user_id, subject_key, last_at);

CREATE INDEX message_conversation ON outpost.message (conversation_id, at);
CREATE INDEX message_text_search ON outpost.message_text USING gin (search);
CREATE INDEX message_text_newest ON outpost.message_text (user_id, at DESC, email_id);

-- Indexes of the contract's tables -------------------------------------------------------------

-- Every foreign key has one, so that deletes and joins find their rows. Only where the table is
-- ours to index: on a shared database it may belong to the web application.
DO $do$
DECLARE
    wanted record;
BEGIN
    FOR wanted IN SELECT * FROM (VALUES
        ('session', 'session_user_id_idx', '("userId")'),
        ('account', 'account_user_id_idx', '("userId")'),
        ('verification', 'verification_identifier_idx', '(identifier)'),
        ('email_threads', 'email_threads_user_id_idx', '(user_id, updated_at DESC)'),
        ('email_threads', 'email_threads_lead_id_idx', '(lead_id)'),
        ('emails', 'emails_user_id_message_id_idx', '(user_id, message_id)'),
        ('emails', 'emails_thread_id_idx', '(thread_id) WHERE thread_id IS NOT NULL'),
        ('emails', 'emails_lead_id_idx', '(lead_id) WHERE lead_id IS NOT NULL'),
        ('actions', 'actions_user_id_idx', '(user_id, status, due_date)'),
        ('actions', 'actions_lead_id_idx', '(lead_id) WHERE lead_id IS NOT NULL'),
        ('actions', 'actions_email_id_idx', '(email_id) WHERE email_id IS NOT NULL'),
        ('ai_insights', 'ai_insights_user_id_idx', '(user_id, created_at DESC)'),
        ('ai_insights', 'ai_insights_lead_id_idx', '(lead_id) WHERE lead_id IS NOT NULL'),
        ('ai_insights', 'ai_insights_email_id_idx', '(email_id) WHERE email_id IS NOT NULL'),
        ('email_templates', 'email_templates_user_id_idx', '(user_id)'),
        ('email_attachments', 'email_attachments_email_id_idx', '(email_id)')
    ) AS wanted (tbl, name, columns) LOOP
        IF pg_has_role(current_user, (SELECT relowner FROM pg_class
                       WHERE oid = format('public.%I', wanted.tbl)::regclass), 'USAGE') THEN
            EXECUTE format('CREATE INDEX IF NOT EXISTS %I ON public.%I %s',
                           wanted.name, wanted.tbl, wanted.columns);
        END IF;
    END LOOP;
END
$do$;

-- What filters and orders of leads ask for beside the columns of the index of leads.

-- When they wrote last (human mail alone) and when the rep did: kept by the code that writes
-- messages, as leads.last_contact_at is.
ALTER TABLE outpost.lead_index
    ADD COLUMN created_at timestamptz,
    ADD COLUMN last_inbound_at timestamptz,
    ADD COLUMN last_outbound_at timestamptz;

-- The first number of a text like "201–500 people" or "1,200+"; NULL where there is none.
CREATE FUNCTION outpost.first_number(value text) RETURNS numeric
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN substring(translate(left(value, 100), E', \u00a0\u202f\u2019\'', '')
                     from '[0-9]{1,15}')::numeric;

CREATE OR REPLACE FUNCTION outpost.leads_inserted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.lead_index
        (lead_id, user_id, words, company_key, contact_key, status_rank, has_draft,
         last_contact_at, created_at)
    SELECT id, user_id,
           outpost.lead_words(company, contact_name, email, industry, phone, website),
           outpost.sort_key(company), outpost.sort_key(contact_name),
           outpost.status_rank(status), coalesce(has_ai_draft, false), last_contact_at, created_at
    FROM added;
    INSERT INTO outpost.lead_address (user_id, address, lead_id)
    SELECT user_id, unnest(outpost.lead_addresses(email, metadata)), id FROM added
    ON CONFLICT (user_id, address) DO NOTHING;
    RETURN NULL;
END
$fn$;

CREATE OR REPLACE FUNCTION outpost.lead_state_updated() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    UPDATE outpost.lead_index SET
        status_rank = outpost.status_rank(NEW.status),
        has_draft = coalesce(NEW.has_ai_draft, false),
        last_contact_at = NEW.last_contact_at,
        created_at = NEW.created_at
    WHERE lead_id = NEW.id;
    RETURN NULL;
END
$fn$;

DROP TRIGGER outpost_lead_state_updated ON public.leads;
CREATE TRIGGER outpost_lead_state_updated
    AFTER UPDATE OF status, has_ai_draft, last_contact_at, created_at
    ON public.leads FOR EACH ROW
    WHEN (OLD.status IS DISTINCT FROM NEW.status
          OR OLD.has_ai_draft IS DISTINCT FROM NEW.has_ai_draft
          OR OLD.last_contact_at IS DISTINCT FROM NEW.last_contact_at
          OR OLD.created_at IS DISTINCT FROM NEW.created_at)
    EXECUTE FUNCTION outpost.lead_state_updated();

-- Leads that were there before.
UPDATE outpost.lead_index AS indexed SET
    created_at = lead.created_at,
    last_inbound_at = mail.inbound_at,
    last_outbound_at = mail.outbound_at
FROM public.leads AS lead LEFT JOIN (
    SELECT email.lead_id,
           max(coalesce(message.at, email.sent_at, email.received_at))
               FILTER (WHERE email.direction = 'inbound') AS inbound_at,
           max(coalesce(message.at, email.sent_at, email.received_at))
               FILTER (WHERE email.direction = 'outbound') AS outbound_at
    FROM public.emails AS email LEFT JOIN outpost.message AS message ON message.email_id = email.id
    WHERE email.lead_id IS NOT NULL
      AND (email.direction = 'outbound' OR coalesce(message.kind, 'human') = 'human')
    GROUP BY email.lead_id) AS mail ON mail.lead_id = lead.id
WHERE lead.id = indexed.lead_id;

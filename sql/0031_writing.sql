-- What is written for the user, by a model or by the program itself: asked for by a row, filled by
-- the engine, shown while it comes. Answers and summaries are kept as public.ai_insights.
CREATE TABLE outpost.writing (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    purpose text NOT NULL CHECK (purpose IN ('draft', 'summary', 'rewrite', 'subject')),
    state text NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
    tone text NOT NULL DEFAULT 'professional',
    how text NOT NULL DEFAULT '',           -- what words are to become
    words text NOT NULL DEFAULT '',         -- … and these words
    conversation_id uuid REFERENCES outpost.conversation (id) ON DELETE CASCADE,
    email_id uuid,                          -- the newest message when it was asked for
    text text NOT NULL DEFAULT '',          -- so far
    subject text NOT NULL DEFAULT '',
    engine text NOT NULL DEFAULT '',
    is_model boolean NOT NULL DEFAULT false,
    error_title text NOT NULL DEFAULT '',
    error_advice text NOT NULL DEFAULT '',
    flagged text[] NOT NULL DEFAULT '{}',
    insight_id uuid,                        -- public.ai_insights, once done
    -- Whose attempt this is: one that lost its turn, as its program was taken for dead, can no
    -- longer say the end.
    claim uuid,
    attempts integer NOT NULL DEFAULT 0,
    unasked boolean NOT NULL DEFAULT false, -- for new mail from a hot lead
    asked_at timestamptz NOT NULL,
    ended_at timestamptz
);
CREATE INDEX writing_open ON outpost.writing (asked_at) WHERE state IN ('waiting', 'running');
CREATE INDEX writing_conversation ON outpost.writing (conversation_id, asked_at DESC);
CREATE INDEX writing_email ON outpost.writing (email_id);
CREATE INDEX writing_user ON outpost.writing (user_id, asked_at DESC);

-- What left for a model, each time. A row stands before the first byte leaves, with all that the
-- call may use; it is settled when the call ends. One that stays open (its program was killed)
-- keeps what it reserved: nobody can know what was used.
CREATE TABLE outpost.model_call (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    writing_id uuid,                        -- outpost.writing
    email_id uuid,                          -- the message that was read
    at timestamptz NOT NULL,
    month date NOT NULL,                    -- its first day, in the user's zone
    host text NOT NULL,
    model text NOT NULL,
    purpose text NOT NULL,                  -- draft, summary, rewrite, subject, reading
    state text NOT NULL DEFAULT 'open' CHECK (state IN
        ('open', 'done', 'failed', 'cancelled', 'refused', 'unreached')),
    bytes_out bigint NOT NULL,
    bytes_in bigint NOT NULL DEFAULT 0,
    tokens bigint NOT NULL,
    cost double precision NOT NULL DEFAULT 0,
    sha256 text NOT NULL,
    body bytea NOT NULL,                    -- zlib, of the JSON that was sent
    outcome text NOT NULL DEFAULT ''
);
CREATE INDEX model_call_month ON outpost.model_call (user_id, month);
CREATE INDEX model_call_at ON outpost.model_call (user_id, at DESC);

-- Messages that a model was asked to read, whatever came of it: none is asked for twice.
CREATE TABLE outpost.model_reading (
    email_id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    engine text NOT NULL,
    done boolean NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    said text NOT NULL DEFAULT '',          -- why not
    at timestamptz NOT NULL
);
CREATE INDEX model_reading_user ON outpost.model_reading (user_id, done);

-- Which models an endpoint has: asked for by a row, since the window speaks to no network.
CREATE TABLE outpost.model_look (
    user_id uuid PRIMARY KEY REFERENCES public.users (id) ON DELETE CASCADE,
    url text NOT NULL,
    wanted boolean NOT NULL DEFAULT true,
    models text[] NOT NULL DEFAULT '{}',
    error_title text NOT NULL DEFAULT '',
    error_advice text NOT NULL DEFAULT '',
    at timestamptz NOT NULL                 -- asked for, or answered
);

CREATE FUNCTION outpost.model_readings_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    DELETE FROM outpost.model_reading USING gone WHERE email_id = gone.id;
    DELETE FROM outpost.writing USING gone WHERE email_id = gone.id;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.model_readings_deleted() FROM PUBLIC;
CREATE TRIGGER outpost_model_readings_deleted AFTER DELETE ON public.emails
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.model_readings_deleted();

-- A draft stands until somebody judged it, and until somebody wrote on in its conversation.
CREATE VIEW outpost.standing_draft AS
SELECT insight.id, insight.user_id, insight.lead_id, insight.email_id, about.conversation_id,
       coalesce(insight.created_at, insight.updated_at) AS at
FROM public.ai_insights AS insight
LEFT JOIN outpost.message AS about
    ON about.email_id = insight.email_id AND about.user_id = insight.user_id
WHERE insight.insight_type = 'draft' AND insight.content ~ '\S'
  AND NOT coalesce(insight.metadata ? 'verdict', false)
  AND NOT EXISTS (
      SELECT FROM outpost.message AS later
      WHERE later.conversation_id = about.conversation_id AND later.at > about.at
        AND (later.kind = 'human' OR later.outbound AND later.kind <> 'auto_reply'));

-- leads.has_ai_draft follows, whoever writes a draft, judges it, takes that back, or answers.
CREATE FUNCTION outpost.refresh_ai_drafts(leads uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
DECLARE
    before text := coalesce(current_setting('outpost.derived', true), '');
BEGIN
    PERFORM set_config('outpost.derived', 'on', true);
    UPDATE public.leads AS lead SET has_ai_draft = NOT coalesce(lead.has_ai_draft, false)
    WHERE lead.id = ANY (leads) AND coalesce(lead.has_ai_draft, false) <> EXISTS (
        SELECT FROM outpost.standing_draft AS standing
        WHERE standing.lead_id = lead.id AND standing.user_id = lead.user_id);
    PERFORM set_config('outpost.derived', before, true);
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.refresh_ai_drafts(uuid[]) FROM PUBLIC;

CREATE FUNCTION outpost.drafts_changed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
DECLARE
    touched uuid[];
BEGIN
    -- No transition table has a name that is always there.
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(DISTINCT lead_id) INTO touched FROM written
            WHERE insight_type = 'draft' AND lead_id IS NOT NULL;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(DISTINCT lead_id) INTO touched FROM gone
            WHERE insight_type = 'draft' AND lead_id IS NOT NULL;
    ELSE
        SELECT array_agg(DISTINCT lead_id) INTO touched FROM (
            SELECT lead_id FROM written WHERE insight_type = 'draft'
            UNION SELECT lead_id FROM gone WHERE insight_type = 'draft') AS both_
            WHERE lead_id IS NOT NULL;
    END IF;
    IF touched IS NOT NULL THEN
        PERFORM outpost.refresh_ai_drafts(touched);
    END IF;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.drafts_changed() FROM PUBLIC;
CREATE TRIGGER outpost_draft_written AFTER INSERT ON public.ai_insights
    REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.drafts_changed();
CREATE TRIGGER outpost_draft_changed AFTER UPDATE ON public.ai_insights
    REFERENCING OLD TABLE AS gone NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.drafts_changed();
CREATE TRIGGER outpost_draft_gone AFTER DELETE ON public.ai_insights
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.drafts_changed();

CREATE FUNCTION outpost.drafts_answered() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
DECLARE
    touched uuid[];
BEGIN
    SELECT array_agg(DISTINCT email.lead_id) INTO touched
    FROM stored JOIN public.emails AS email ON email.id = stored.email_id
    JOIN public.leads AS lead ON lead.id = email.lead_id AND lead.has_ai_draft;
    IF touched IS NOT NULL THEN
        PERFORM outpost.refresh_ai_drafts(touched);
    END IF;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.drafts_answered() FROM PUBLIC;
CREATE TRIGGER outpost_drafts_answered AFTER INSERT ON outpost.message
    REFERENCING NEW TABLE AS stored
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.drafts_answered();

-- Drafts from before this version.
SELECT outpost.refresh_ai_drafts(ARRAY(
    SELECT DISTINCT lead_id FROM public.ai_insights
    WHERE insight_type = 'draft' AND lead_id IS NOT NULL));

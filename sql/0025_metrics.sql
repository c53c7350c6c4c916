-- Metrics: the events behind each figure, what is kept of them by day, and which days are to be
-- counted anew.
--
-- Definitions (the tests hold a slow reference in Python against them):
--   a day        of the user's time zone, by outpost.metric_clock
--   spoken       what a person wrote: human mail that came in, and what the rep sent. Answers of
--                programs, bounces, list mail and mail from an address of the rep's own that came in
--                are none; they open, break and answer nothing.
--   sent         every outbound message, also of sequences and merges; not what a program of the
--                rep's wrote by itself (an out-of-office)
--   received     human inbound messages in conversations with leads
--   asked        an outbound message with nothing spoken in its conversation in the seven days
--                before it; answered: by the next human inbound message, if that came within 14 days
--   response     from the first human inbound message since the rep's last outbound one to the
--                rep's next one, in conversations with leads; on the day of the answer. Whole seconds.
--   contacted    the lead that a message sent belongs to
--   meeting      an action of this type, made that day and not cancelled

-- By what a user's days are counted: zone, working hours and own addresses as the roll-up read them
-- last.
CREATE TABLE outpost.metric_clock (
    user_id uuid PRIMARY KEY REFERENCES public.users (id) ON DELETE CASCADE,
    zone text NOT NULL,
    opens integer NOT NULL,                 -- second of the day
    lengths integer[] NOT NULL,             -- seconds of working time of each weekday from Monday on
    starts integer[] NOT NULL,              -- … and before each in its week; the last is the week's
    own text[] NOT NULL,                    -- lower case
    counted_on date                         -- the last today up to which there is a row for each day
);

-- Seconds of the wall's clock since the first Monday of the calendar.
CREATE FUNCTION outpost.wall_seconds(moment timestamptz, zone text) RETURNS bigint
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN floor(date_part('epoch', moment AT TIME ZONE zone))::bigint + 62135596800;

-- Seconds of working time until a moment on the wall's clock; see outpost.metric_clock. The
-- difference of two of them is the working time in between.
CREATE FUNCTION outpost.working_seconds(wall bigint, opens integer, lengths integer[],
                                        starts integer[]) RETURNS bigint
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN wall / 604800 * starts[8] + starts[wall / 86400 % 7 + 1]
        + least(greatest(wall % 86400 - opens, 0), lengths[wall / 86400 % 7 + 1]);

-- Every message with why it counts, or does not, in each figure that it could be in; NULL where it
-- could not. Conditions on user_id and conversation_id reach the tables below the windows, and a
-- window whose column nobody asks for is not opened. Answers are seen from both sides: what an
-- outbound message answers (question_at), and when an inbound one was answered (responded_at): the
-- sums of days take the second, which needs no order of its own.
CREATE VIEW outpost.metric_message AS
SELECT heard.email_id, heard.user_id, heard.conversation_id, heard.at, heard.outbound,
       heard.lead_id, heard.wall,
       DATE '0001-01-01' + (heard.wall / 86400)::integer AS day,
       CASE WHEN heard.outbound THEN CASE WHEN heard.spoken THEN 'sent' ELSE 'automatic_out' END
       END AS sent_why,
       CASE WHEN NOT heard.outbound THEN heard.spoken AND heard.with_lead END AS is_received,
       CASE WHEN NOT heard.outbound THEN CASE
           WHEN heard.is_own THEN 'own_alias'
           WHEN heard.kind = 'auto_reply' THEN 'auto_reply'
           WHEN heard.kind = 'bounce' THEN 'bounce'
           WHEN heard.kind = 'list' THEN 'list_mail'
           WHEN NOT heard.with_lead THEN 'no_lead'
           WHEN heard.last_out_at IS NOT NULL THEN 'human_reply'
           ELSE 'human_message' END
       END AS received_why,
       CASE WHEN heard.outbound THEN CASE
           WHEN NOT heard.spoken THEN 'automatic_out'
           WHEN heard.at - heard.before_at < interval '7 days' THEN 'follows_soon'
           WHEN heard.next_in_at - heard.at <= interval '14 days' THEN 'answered'
           ELSE 'not_answered' END
       END AS reply_why,
       CASE WHEN heard.outbound THEN CASE
           WHEN NOT heard.spoken THEN 'automatic_out'
           WHEN heard.before_outbound IS NOT FALSE THEN 'no_question'
           WHEN NOT heard.with_lead THEN 'no_lead'
           ELSE 'responded' END
       END AS response_why,
       -- The answer to an outbound message, asked or not; and what it answers itself.
       CASE WHEN heard.outbound AND heard.spoken
                 AND heard.next_in_at - heard.at <= interval '14 days' THEN heard.next_in_at
       END AS answer_at,
       heard.question_at,
       floor(date_part('epoch', heard.at - heard.question_at))::bigint AS response_seconds,
       CASE WHEN heard.question_at IS NOT NULL
            THEN outpost.working_seconds(heard.wall, clock.opens, clock.lengths, clock.starts)
               - outpost.working_seconds(outpost.wall_seconds(heard.question_at, clock.zone),
                                         clock.opens, clock.lengths, clock.starts)
       END AS work_seconds,
       heard.responded_at,
       DATE '0001-01-01' + (heard.responded_wall / 86400)::integer AS responded_day,
       floor(date_part('epoch', heard.responded_at - heard.at))::bigint AS responded_seconds,
       CASE WHEN heard.responded_at IS NOT NULL
            THEN outpost.working_seconds(heard.responded_wall, clock.opens, clock.lengths,
                                         clock.starts)
               - outpost.working_seconds(heard.wall, clock.opens, clock.lengths, clock.starts)
       END AS responded_work
FROM (
    SELECT turn.*,
           CASE WHEN turn.is_question THEN turn.next_out_at END AS responded_at,
           CASE WHEN turn.is_question
                THEN outpost.wall_seconds(turn.next_out_at, turn.zone) END AS responded_wall,
           CASE WHEN turn.outbound AND turn.spoken AND turn.with_lead AND NOT turn.before_outbound
                THEN max(turn.at) FILTER (WHERE turn.is_question) OVER past END AS question_at,
           max(turn.at) FILTER (WHERE turn.outbound) OVER past AS last_out_at
    FROM (
        SELECT place.*,
               NOT place.outbound AND place.spoken AND place.with_lead
                   AND place.before_outbound IS NOT FALSE AS is_question
        FROM (
            SELECT fact.user_id, fact.conversation_id, fact.email_id, fact.at, fact.outbound,
                   fact.spoken, fact.with_lead, fact.is_own, fact.wall, fact.lead_id, fact.zone,
                   fact.kind,
                   -- A frame is nothing to lead(), but one window is opened where two would be.
                   lead(fact.at) OVER later AS before_at,
                   lead(fact.outbound) OVER later AS before_outbound,
                   min(fact.at) FILTER (WHERE NOT fact.outbound) OVER later AS next_in_at,
                   min(fact.at) FILTER (WHERE fact.outbound) OVER later AS next_out_at
            FROM (
                SELECT met.*, outpost.wall_seconds(met.at, met.zone) AS wall,
                       CASE WHEN met.outbound THEN met.kind IN ('human', 'own')
                            ELSE met.kind = 'human' AND NOT met.is_own END AS spoken
                FROM (
                    SELECT message.user_id, message.conversation_id, message.email_id, message.at,
                           message.outbound, message.kind, clock.zone, email.lead_id,
                           talk.lead_id IS NOT NULL AS with_lead,
                           NOT message.outbound AND (message.kind = 'own'
                               OR message.from_email = ANY (clock.own)) AS is_own
                    FROM outpost.message AS message
                    JOIN outpost.conversation AS talk ON talk.id = message.conversation_id
                    JOIN outpost.metric_clock AS clock ON clock.user_id = message.user_id
                    LEFT JOIN public.emails AS email ON email.id = message.email_id
                ) AS met
            ) AS fact
            WINDOW later AS (PARTITION BY fact.user_id, fact.conversation_id, fact.spoken
                             ORDER BY fact.at DESC, fact.email_id DESC
                             ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
        ) AS place
    ) AS turn
    WINDOW past AS (PARTITION BY turn.user_id, turn.conversation_id, turn.spoken
                    ORDER BY turn.at, turn.email_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
) AS heard
JOIN outpost.metric_clock AS clock ON clock.user_id = heard.user_id;

-- Every meeting with why it counts, or does not.
CREATE VIEW outpost.metric_meeting AS
SELECT action.id, action.user_id, action.lead_id, action.email_id, action.description,
       coalesce(action.created_at, action.updated_at) AS at,
       (coalesce(action.created_at, action.updated_at) AT TIME ZONE clock.zone)::date AS day,
       CASE WHEN action.status = 'cancelled' THEN 'cancelled' ELSE 'made' END AS why
FROM public.actions AS action
JOIN outpost.metric_clock AS clock ON clock.user_id = action.user_id
WHERE lower(action.type) = 'meeting' AND coalesce(action.created_at, action.updated_at) IS NOT NULL;

-- What is kept of a day: the parts of its figures, from which those of weeks and months follow, and
-- how much was left out of each.
CREATE TABLE outpost.metric_day (
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    day date NOT NULL,
    events integer NOT NULL DEFAULT 0,      -- messages and meetings; 0: the row fills a gap
    sent integer NOT NULL DEFAULT 0,
    sent_out integer NOT NULL DEFAULT 0,
    received integer NOT NULL DEFAULT 0,
    received_out integer NOT NULL DEFAULT 0,
    asked integer NOT NULL DEFAULT 0,
    answered integer NOT NULL DEFAULT 0,
    asked_out integer NOT NULL DEFAULT 0,
    responses integer NOT NULL DEFAULT 0,
    responses_out integer NOT NULL DEFAULT 0,
    response_seconds bigint[] NOT NULL DEFAULT '{}',    -- each of them, the shortest first
    work_seconds bigint[] NOT NULL DEFAULT '{}',
    leads_contacted integer NOT NULL DEFAULT 0,
    lead_ids uuid[] NOT NULL DEFAULT '{}',  -- these leads
    -- Their hashes, eight bytes each: those of a year are counted together in a few milliseconds. Of
    -- a million leads two have the same one once in 37 million times.
    lead_keys bytea NOT NULL DEFAULT '',
    no_lead integer NOT NULL DEFAULT 0,     -- of what was sent
    meetings integer NOT NULL DEFAULT 0,
    meetings_out integer NOT NULL DEFAULT 0,
    PRIMARY KEY (user_id, day)
);
-- Ids and sorted times do not get smaller.
ALTER TABLE outpost.metric_day ALTER COLUMN response_seconds SET STORAGE EXTERNAL,
    ALTER COLUMN work_seconds SET STORAGE EXTERNAL, ALTER COLUMN lead_ids SET STORAGE EXTERNAL,
    ALTER COLUMN lead_keys SET STORAGE EXTERNAL;

CREATE INDEX message_day ON outpost.message (user_id, at) INCLUDE (conversation_id);

DO $do$
BEGIN
    IF pg_has_role(current_user, (SELECT relowner FROM pg_class
                   WHERE oid = 'public.actions'::regclass), 'USAGE') THEN
        CREATE INDEX IF NOT EXISTS actions_meeting_idx ON public.actions
            (user_id, (coalesce(created_at, updated_at))) WHERE lower(type) = 'meeting';
    END IF;
END
$do$;

-- What changed since the days were counted, noted in the transaction that changes it, whoever does.
-- Which days follow from it is found when they are counted: a late answer changes the day of what it
-- answers. Without an instant it is the whole conversation; without either, everything.
CREATE TABLE outpost.metric_mark (
    user_id uuid NOT NULL,
    conversation_id uuid,
    at timestamptz
);

-- One statement for all that an import brings.
CREATE FUNCTION outpost.mark_messages() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.metric_mark (user_id, conversation_id, at)
    SELECT user_id, conversation_id, at FROM touched;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER outpost_metrics_inserted AFTER INSERT ON outpost.message
    REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.mark_messages();
CREATE TRIGGER outpost_metrics_deleted AFTER DELETE ON outpost.message
    REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.mark_messages();

-- Updates per row, with a condition: those that change nothing here (read, flagged) pay for nothing.
CREATE FUNCTION outpost.mark_message() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.metric_mark (user_id, conversation_id, at)
    VALUES (OLD.user_id, OLD.conversation_id, OLD.at), (NEW.user_id, NEW.conversation_id, NEW.at);
    RETURN NULL;
END
$fn$;
CREATE TRIGGER outpost_metrics_updated
    AFTER UPDATE OF conversation_id, at, outbound, kind, from_email ON outpost.message
    FOR EACH ROW WHEN ((OLD.conversation_id, OLD.at, OLD.outbound, OLD.kind, OLD.from_email)
        IS DISTINCT FROM (NEW.conversation_id, NEW.at, NEW.outbound, NEW.kind, NEW.from_email))
    EXECUTE FUNCTION outpost.mark_message();

-- A conversation that gets a lead, or loses it.
CREATE FUNCTION outpost.mark_conversation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.metric_mark (user_id, conversation_id) VALUES (NEW.user_id, NEW.id);
    RETURN NULL;
END
$fn$;
CREATE TRIGGER outpost_metrics_lead AFTER UPDATE OF lead_id ON outpost.conversation
    FOR EACH ROW WHEN ((OLD.lead_id IS NULL) <> (NEW.lead_id IS NULL))
    EXECUTE FUNCTION outpost.mark_conversation();

-- A message that goes over to another lead.
CREATE FUNCTION outpost.mark_email() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.metric_mark (user_id, at)
    SELECT message.user_id, message.at FROM outpost.message AS message
    WHERE message.email_id = NEW.id AND message.outbound;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER outpost_metrics_lead AFTER UPDATE OF lead_id ON public.emails
    FOR EACH ROW WHEN (OLD.lead_id IS DISTINCT FROM NEW.lead_id)
    EXECUTE FUNCTION outpost.mark_email();

CREATE FUNCTION outpost.mark_actions() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.metric_mark (user_id, at)
    SELECT user_id, coalesce(created_at, updated_at) FROM touched
    WHERE lower(type) = 'meeting' AND coalesce(created_at, updated_at) IS NOT NULL;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER outpost_metrics_inserted AFTER INSERT ON public.actions
    REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.mark_actions();
CREATE TRIGGER outpost_metrics_deleted AFTER DELETE ON public.actions
    REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.mark_actions();

CREATE FUNCTION outpost.mark_action() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.metric_mark (user_id, at)
    SELECT user_id, at FROM (VALUES
        (OLD.user_id, coalesce(OLD.created_at, OLD.updated_at)),
        (NEW.user_id, coalesce(NEW.created_at, NEW.updated_at))) AS touched (user_id, at)
    WHERE at IS NOT NULL;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER outpost_metrics_updated AFTER UPDATE OF user_id, type, status, created_at, updated_at
    ON public.actions
    FOR EACH ROW WHEN ((lower(OLD.type) = 'meeting' OR lower(NEW.type) = 'meeting')
        AND (OLD.user_id, lower(OLD.type), OLD.status = 'cancelled',
             coalesce(OLD.created_at, OLD.updated_at))
            IS DISTINCT FROM (NEW.user_id, lower(NEW.type), NEW.status = 'cancelled',
             coalesce(NEW.created_at, NEW.updated_at)))
    EXECUTE FUNCTION outpost.mark_action();

-- Another time zone: all days are others. Another address of the rep's own: only where mail came
-- from it.
CREATE FUNCTION outpost.mark_user() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    IF OLD.timezone IS DISTINCT FROM NEW.timezone OR EXISTS (
        SELECT FROM outpost.message_address AS wrote
        WHERE wrote.user_id = NEW.id AND wrote.role = 'from'
          AND wrote.address IN (lower(OLD.email), lower(NEW.email))) THEN
        INSERT INTO outpost.metric_mark (user_id) VALUES (NEW.id);
    END IF;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER outpost_metrics_user AFTER UPDATE OF timezone, email ON public.users
    FOR EACH ROW WHEN ((OLD.timezone, lower(OLD.email)) IS DISTINCT FROM
                       (NEW.timezone, lower(NEW.email)))
    EXECUTE FUNCTION outpost.mark_user();

CREATE FUNCTION outpost.mark_own_addresses() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.metric_mark (user_id)
    SELECT DISTINCT own.user_id FROM touched AS own
    JOIN outpost.message_address AS wrote ON wrote.user_id = own.user_id
        AND wrote.address = own.address AND wrote.role = 'from';
    RETURN NULL;
END
$fn$;
CREATE TRIGGER outpost_metrics_inserted AFTER INSERT ON outpost.own_address
    REFERENCING NEW TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.mark_own_addresses();
CREATE TRIGGER outpost_metrics_deleted AFTER DELETE ON outpost.own_address
    REFERENCING OLD TABLE AS touched
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.mark_own_addresses();

REVOKE EXECUTE ON FUNCTION outpost.mark_messages(), outpost.mark_message(),
    outpost.mark_conversation(), outpost.mark_email(), outpost.mark_actions(),
    outpost.mark_action(), outpost.mark_user(), outpost.mark_own_addresses() FROM PUBLIC;

-- What there was before is counted when somebody looks.
INSERT INTO outpost.metric_mark (user_id) SELECT id FROM public.users;

-- Which template was put into a draft, the last one of several. Merges and steps of sequences know
-- theirs. No foreign keys: a draft may be used before its row is written, and both may go.
CREATE TABLE outpost.draft_template (
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    draft_id uuid NOT NULL,
    template_id uuid NOT NULL,
    at timestamptz NOT NULL,
    PRIMARY KEY (user_id, draft_id)
);

-- Mail that was written with a template, and went out.
CREATE VIEW outpost.template_mail AS
SELECT mail.email_id, mail.user_id,
       coalesce(merge.template_id, step.template_id, put.template_id) AS template_id
FROM outpost.outgoing AS mail
LEFT JOIN outpost.mail_merge AS merge ON merge.id = mail.merge_id
LEFT JOIN outpost.enrolment_step AS taken ON taken.outgoing_id = mail.id
LEFT JOIN outpost.sequence_step AS step ON step.id = taken.step_id
LEFT JOIN outpost.draft_template AS put ON put.draft_id = mail.draft_id
    AND put.user_id = mail.user_id
WHERE mail.email_id IS NOT NULL
  AND coalesce(merge.template_id, step.template_id, put.template_id) IS NOT NULL;

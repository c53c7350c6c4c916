-- What the classifier read in a message on its arrival, beside its kind: when somebody is back,
-- which address failed, what meeting is proposed. Reminders, sequences and metrics ask here. Like
-- the other tables derived from public.emails it has no foreign key to it.
CREATE TABLE outpost.message_signal (
    email_id uuid NOT NULL,
    user_id uuid NOT NULL,
    signal text NOT NULL CHECK (signal IN ('out_of_office', 'bounce', 'invitation')),
    returns_on date,                        -- out_of_office: the day they are back, where it says
    failed text[] NOT NULL DEFAULT '{}',    -- bounce: addresses, lower case
    permanent boolean,                      -- bounce: 5.x.x or 4.x.x
    said text NOT NULL DEFAULT '',          -- bounce: the server's words; invitation: its summary
    starts_at timestamptz,                  -- invitation; NULL where its zone is not known
    ends_at timestamptz,
    all_day boolean NOT NULL DEFAULT false, -- then both are midnights of UTC
    method text CHECK (method IN ('request', 'cancel', 'reply', 'publish')),
    place text NOT NULL DEFAULT '',
    PRIMARY KEY (email_id, signal)
);
CREATE INDEX message_signal_failed ON outpost.message_signal USING gin (failed);

CREATE OR REPLACE FUNCTION outpost.emails_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    DELETE FROM outpost.message USING gone WHERE email_id = gone.id;
    DELETE FROM outpost.message_text USING gone WHERE email_id = gone.id;
    DELETE FROM outpost.message_address USING gone WHERE email_id = gone.id;
    DELETE FROM outpost.message_signal USING gone WHERE email_id = gone.id;
    DELETE FROM outpost.mailbox_mark USING gone WHERE email_id = gone.id;
    RETURN NULL;
END
$fn$;

-- The conversation that an action keeps out of the inbox until it is due; NULL where it does not
-- say one. (metadata is anybody's to write.)
CREATE FUNCTION outpost.snoozed_conversation(metadata jsonb) RETURNS uuid
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN metadata #>> '{snooze,conversation}'
            ~ '^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$'
        THEN (metadata #>> '{snooze,conversation}')::uuid END;

-- Flags as the journal can put them back: it knows rows by a column called id.
CREATE VIEW outpost.message_flag AS
    SELECT email_id AS id, user_id, flagged FROM outpost.message;

-- Whose remote pictures are shown without asking.
CREATE TABLE outpost.picture_sender (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    address text NOT NULL,                  -- lower case
    since timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, address)
);

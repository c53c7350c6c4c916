-- What the rep writes: drafts, of which every revision is kept, and the outbox.

CREATE TABLE outpost.draft (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    mailbox_id uuid REFERENCES outpost.mailbox (id) ON DELETE SET NULL,
    how text NOT NULL CHECK (how IN ('new', 'reply', 'reply_all', 'forward')),
    answers uuid,                           -- emails.id of what is answered or passed on
    conversation_id uuid REFERENCES outpost.conversation (id) ON DELETE SET NULL,
    lead_id uuid REFERENCES public.leads (id) ON DELETE SET NULL,
    in_reply_to text NOT NULL DEFAULT '',   -- for the head of the mail, as it was begun …
    refs text[] NOT NULL DEFAULT '{}',
    began jsonb NOT NULL DEFAULT '{}',      -- … and what stood in it then: like a revision
    quote_html text NOT NULL DEFAULT '',    -- what is quoted below; revisions name it only
    quote_plain text NOT NULL DEFAULT '',
    ended text NOT NULL DEFAULT '' CHECK (ended IN ('', 'queued', 'discarded')),
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz
);
CREATE INDEX draft_mailbox ON outpost.draft (mailbox_id);
CREATE INDEX draft_conversation ON outpost.draft (conversation_id);
CREATE INDEX draft_lead ON outpost.draft (lead_id);
CREATE INDEX draft_open ON outpost.draft (user_id, created_at) WHERE ended = '';

-- Append-only: a draft never reverts. content: {"from_address", "to": [{"name", "email"}], "cc",
-- "bcc", "subject", "html" (null: plain text alone), "plain", "quoted" (both go on with the
-- draft's quote), "files": [{"id", "filename", "content_type", "size", "url", "content_id"}]}
CREATE TABLE outpost.draft_revision (
    draft_id uuid NOT NULL REFERENCES outpost.draft (id) ON DELETE CASCADE,
    n integer NOT NULL,
    at timestamptz NOT NULL,
    content jsonb NOT NULL,
    PRIMARY KEY (draft_id, n)
);

CREATE TABLE outpost.outgoing (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    mailbox_id uuid REFERENCES outpost.mailbox (id) ON DELETE SET NULL,
    draft_id uuid REFERENCES outpost.draft (id) ON DELETE SET NULL,
    answers uuid,                           -- emails.id of what it answers
    conversation_id uuid REFERENCES outpost.conversation (id) ON DELETE SET NULL,
    lead_id uuid REFERENCES public.leads (id) ON DELETE SET NULL,
    message_id text NOT NULL,               -- fixed when it was queued
    raw_url text NOT NULL,                  -- the message as it goes out, in the content store
    size bigint NOT NULL,                   -- bytes
    envelope_from text NOT NULL,
    envelope_to text[] NOT NULL,            -- To, Cc and Bcc
    subject text NOT NULL,
    state text NOT NULL DEFAULT 'queued' CHECK (state IN
        ('queued', 'sending', 'delivered', 'filed', 'failed', 'unknown', 'held', 'recalled')),
    due_at timestamptz NOT NULL,            -- not before: time to undo, sending later, the next try
    wanted_at timestamptz,                  -- sending later, as the rep chose it …
    zone text NOT NULL DEFAULT '',          -- … in this time zone
    attempts integer NOT NULL DEFAULT 0,
    tried_at timestamptz,                   -- when the last attempt began
    -- No server, or one that wants to be signed in to: tried again as soon as the mailbox is well.
    waits_for_mailbox boolean NOT NULL DEFAULT false,
    -- Whose attempt this is. One that lost its turn, as its engine was taken for dead, can no
    -- longer say the end.
    claim uuid,
    looks integer NOT NULL DEFAULT 0,       -- into Sent: is it there, or to put it there
    -- Whether the end of the message was about to be said to the server: before that a break did
    -- not deliver it, after that nobody can know. Committed before it is said.
    ending_said boolean NOT NULL DEFAULT false,
    said text NOT NULL DEFAULT '',          -- the server's own words, or why it is held
    guard jsonb NOT NULL DEFAULT '{}',      -- what conversation, lead and opt-out were like
    email_id uuid,                          -- emails.id, once delivered
    queued_at timestamptz NOT NULL,
    delivered_at timestamptz,
    filed_at timestamptz,
    UNIQUE (user_id, message_id)
);
CREATE INDEX outgoing_mailbox ON outpost.outgoing (mailbox_id);
CREATE INDEX outgoing_draft ON outpost.outgoing (draft_id);
CREATE INDEX outgoing_conversation ON outpost.outgoing (conversation_id);
CREATE INDEX outgoing_lead ON outpost.outgoing (lead_id);
CREATE INDEX outgoing_due ON outpost.outgoing (due_at)
    WHERE state IN ('queued', 'sending', 'unknown', 'delivered');
CREATE INDEX outgoing_user ON outpost.outgoing (user_id, queued_at DESC);

CREATE TABLE outpost.outgoing_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    outgoing_id uuid NOT NULL REFERENCES outpost.outgoing (id) ON DELETE CASCADE,
    at timestamptz NOT NULL,
    state text NOT NULL,
    said text NOT NULL DEFAULT ''
);
CREATE INDEX outgoing_event_of ON outpost.outgoing_event (outgoing_id, id);

-- Which states may follow which (domain/outgoing.py has the same): whoever writes a state, an undo
-- among them, nothing that has left is ever queued or taken back.
CREATE FUNCTION outpost.check_outgoing_step() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    IF NOT coalesce(NEW.state = ANY (CASE OLD.state
        WHEN 'queued' THEN ARRAY['sending', 'held', 'recalled', 'failed']
        WHEN 'sending' THEN ARRAY['delivered', 'failed', 'unknown', 'queued', 'held']
        WHEN 'unknown' THEN ARRAY['delivered', 'failed', 'queued', 'held', 'recalled']
        WHEN 'held' THEN ARRAY['queued', 'recalled']
        WHEN 'delivered' THEN ARRAY['filed']
    END), false) THEN
        RAISE EXCEPTION 'a mail that is % cannot become %', OLD.state, NEW.state
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$fn$;
CREATE TRIGGER outgoing_step BEFORE UPDATE OF state ON outpost.outgoing
    FOR EACH ROW WHEN (NEW.state <> OLD.state)
    EXECUTE FUNCTION outpost.check_outgoing_step();

-- What happened to a mail is noted by whoever makes it happen, in the same transaction.
CREATE FUNCTION outpost.note_outgoing_event() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    INSERT INTO outpost.outgoing_event (outgoing_id, at, state, said)
    VALUES (NEW.id, clock_timestamp(), NEW.state, NEW.said);
    RETURN NULL;
END
$fn$;
CREATE TRIGGER outgoing_made AFTER INSERT ON outpost.outgoing
    FOR EACH ROW EXECUTE FUNCTION outpost.note_outgoing_event();
CREATE TRIGGER outgoing_changed AFTER UPDATE OF state, said ON outpost.outgoing
    FOR EACH ROW WHEN (NEW.state <> OLD.state OR NEW.said <> OLD.said)
    EXECUTE FUNCTION outpost.note_outgoing_event();

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

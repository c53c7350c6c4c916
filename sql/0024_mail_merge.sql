-- Mail merge: one template to many leads, each a mail of its own in the outbox.

CREATE TABLE outpost.mail_merge (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    template_id uuid,                       -- email_templates.id, which may be gone
    name text NOT NULL,
    subject text NOT NULL,                  -- the template as it was when the merge was begun
    body text NOT NULL,
    mailbox_id uuid REFERENCES outpost.mailbox (id) ON DELETE SET NULL,
    from_address text NOT NULL DEFAULT '',
    opt_out boolean NOT NULL DEFAULT true,  -- a line at the end says how to hear no more
    pace jsonb NOT NULL DEFAULT '{}',       -- {"gap": seconds, "opens", "closes", "days", "zone"}
    starts_at timestamptz,                  -- of the first mail
    state text NOT NULL DEFAULT 'begun' CHECK (state IN ('begun', 'queueing', 'queued', 'stopped')),
    journal_id bigint,                      -- the entry by which all of it is taken back
    created_at timestamptz NOT NULL
);
CREATE INDEX mail_merge_user ON outpost.mail_merge (user_id, created_at DESC);
CREATE INDEX mail_merge_mailbox ON outpost.mail_merge (mailbox_id);

-- One row per lead, so that nobody is written to twice by one merge, whoever dies in between.
CREATE TABLE outpost.mail_merge_item (
    merge_id uuid NOT NULL REFERENCES outpost.mail_merge (id) ON DELETE CASCADE,
    lead_id uuid NOT NULL,
    place integer NOT NULL,
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'queued', 'left_out')),
    reason text NOT NULL DEFAULT '',        -- why it was left out, in words
    edited jsonb,                           -- {"subject", "html", "plain"}: written for this one
    outgoing_id uuid,
    PRIMARY KEY (merge_id, lead_id)
);
CREATE INDEX mail_merge_item_waiting ON outpost.mail_merge_item (merge_id, place)
    WHERE state = 'waiting';

ALTER TABLE outpost.outgoing ADD COLUMN merge_id uuid
    REFERENCES outpost.mail_merge (id) ON DELETE SET NULL;
CREATE INDEX outgoing_merge ON outpost.outgoing (merge_id, due_at) WHERE merge_id IS NOT NULL;

-- That something became due, told once: a row for each action and moment at which it was due.
CREATE TABLE outpost.notification (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    action_id uuid NOT NULL REFERENCES public.actions (id) ON DELETE CASCADE,
    due_at timestamptz NOT NULL,
    made_at timestamptz NOT NULL,
    told_at timestamptz,                    -- when a window took it to show it
    seen_at timestamptz,                    -- when the rep opened the list
    UNIQUE (action_id, due_at)
);
CREATE INDEX notification_user ON outpost.notification (user_id, due_at DESC);
CREATE INDEX notification_untold ON outpost.notification (user_id) WHERE told_at IS NULL;

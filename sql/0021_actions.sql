-- The queue of actions, and the rules that make some of them.

-- Rules -----------------------------------------------------------------------------------------

-- What a user changed of a rule; a rule without a row is as the program has it.
CREATE TABLE outpost.action_rule (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    name text NOT NULL,
    active boolean NOT NULL DEFAULT true,
    params jsonb NOT NULL DEFAULT '{}',     -- those that differ from the program's
    UNIQUE (user_id, name)
);

-- What an action was made for, once: it stays when somebody deletes the action. The action's id
-- follows from rule and cause.
CREATE TABLE outpost.action_cause (
    action_id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    rule text NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX action_cause_user ON outpost.action_cause (user_id);

-- Indexes ---------------------------------------------------------------------------------------

-- The open actions in the order in which a queue shows them, one priority after the other, so that
-- a list of ids is read from the index alone; and those that are done, the newest first.
DO $do$
BEGIN
    IF pg_has_role(current_user, (SELECT relowner FROM pg_class
                   WHERE oid = 'public.actions'::regclass), 'USAGE') THEN
        CREATE INDEX IF NOT EXISTS actions_queue_idx ON public.actions
            (user_id, priority, due_date, id) INCLUDE (type)
            WHERE status IN ('pending', 'in_progress');
        CREATE INDEX IF NOT EXISTS actions_done_idx ON public.actions
            (user_id, updated_at DESC, id) INCLUDE (type)
            WHERE status = 'completed';
        CREATE INDEX IF NOT EXISTS actions_rule_idx ON public.actions (user_id)
            WHERE status IN ('pending', 'in_progress') AND metadata ? 'rule';
    END IF;
END
$do$;

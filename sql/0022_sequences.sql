-- Sequences: their steps, who is in them, and which steps ended. The present step of an enrolment is
-- a row of public.actions, which other programs see; its due_date says when, its status how it ended.

CREATE TABLE outpost.sequence (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    name text NOT NULL,
    kind text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz                  -- what became of its leads stays to be seen
);
CREATE INDEX sequence_user ON outpost.sequence (user_id, name);

-- A step that is taken out stays with its place: whoever waits at it goes on from there.
CREATE TABLE outpost.sequence_step (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    sequence_id uuid NOT NULL REFERENCES outpost.sequence (id) ON DELETE CASCADE,
    position integer NOT NULL,
    name text NOT NULL,
    template_id uuid,                       -- of a mail …
    action_type text,                       -- … or what the rep does
    text text NOT NULL DEFAULT '',
    delay integer NOT NULL CHECK (delay >= 0),
    unit text NOT NULL CHECK (unit IN ('days', 'working_days')),
    opens time NOT NULL,
    closes time NOT NULL,                   -- 00:00: the end of the day
    weekdays smallint[] NOT NULL,           -- 0 is Monday
    whose text NOT NULL CHECK (whose IN ('lead', 'rep')),
    revision integer NOT NULL DEFAULT 1,    -- another one: who waits at it is planned anew
    gone boolean NOT NULL DEFAULT false,
    CHECK ((template_id IS NULL) <> (action_type IS NULL))
);
CREATE INDEX sequence_step_user ON outpost.sequence_step (user_id);
CREATE INDEX sequence_step_of ON outpost.sequence_step (sequence_id, position);

CREATE TABLE outpost.enrolment (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    sequence_id uuid NOT NULL REFERENCES outpost.sequence (id) ON DELETE CASCADE,
    lead_id uuid REFERENCES public.leads (id) ON DELETE SET NULL,
    kind text NOT NULL,                     -- of the sequence
    state text NOT NULL DEFAULT 'active'
        CHECK (state IN ('active', 'paused', 'finished', 'stopped')),
    why text NOT NULL DEFAULT '' CHECK (why IN ('', 'lead_gone', 'opt_out', 'reply', 'meeting',
        'bounce', 'manual_mail', 'cold', 'rep', 'absence')),
    said text NOT NULL DEFAULT '',
    step_id uuid,                           -- the present step; NULL at the end
    action_id uuid,                         -- its row of public.actions
    waits boolean NOT NULL DEFAULT false,   -- its mail could not be written: the rep decides
    since timestamptz NOT NULL,             -- when the step before ended
    due_at timestamptz,                     -- as planned; the action may have been given another time
    clock text NOT NULL DEFAULT '',         -- the zones, and …
    revision integer NOT NULL DEFAULT 0,    -- … the revision of the step by which it was planned
    paused_until timestamptz,               -- the end of an absence; NULL: until the rep says so
    absence uuid,                           -- the newest message about one that was heeded
    meetings uuid[] NOT NULL DEFAULT '{}',  -- meetings with the lead from before it was enrolled
    started_at timestamptz NOT NULL,
    ended_at timestamptz,
    replied_at timestamptz                  -- also after the last step
);
-- A lead is in one sequence of a kind at a time.
CREATE UNIQUE INDEX enrolment_open ON outpost.enrolment (lead_id, kind)
    WHERE state IN ('active', 'paused');
CREATE INDEX enrolment_at_work ON outpost.enrolment (action_id)
    WHERE state IN ('active', 'paused');
-- Who may still answer the last mail.
CREATE INDEX enrolment_unanswered ON outpost.enrolment (ended_at)
    WHERE state = 'finished' AND replied_at IS NULL;
CREATE INDEX enrolment_lead ON outpost.enrolment (lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX enrolment_sequence ON outpost.enrolment (sequence_id, state);
CREATE INDEX enrolment_user ON outpost.enrolment (user_id);

-- Each step at most once, also where an enrolment was taken back and is done again: hence no foreign
-- key to it.
CREATE TABLE outpost.enrolment_step (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    lead_id uuid REFERENCES public.leads (id) ON DELETE SET NULL,
    enrolment_id uuid NOT NULL,
    step_id uuid NOT NULL,
    name text NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('sent', 'done', 'skipped', 'recalled')),
    at timestamptz NOT NULL,
    outgoing_id uuid,
    UNIQUE (enrolment_id, step_id)
);
CREATE INDEX enrolment_step_lead ON outpost.enrolment_step (lead_id) WHERE lead_id IS NOT NULL;
CREATE INDEX enrolment_step_user ON outpost.enrolment_step (user_id);
CREATE INDEX enrolment_step_outgoing ON outpost.enrolment_step (outgoing_id)
    WHERE outgoing_id IS NOT NULL;

-- An enrolment that is taken back (by an undo) leaves nothing to be done, and no mail that waits.
CREATE FUNCTION outpost.enrolments_deleted() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    UPDATE public.actions AS action SET status = 'cancelled' FROM gone
    WHERE action.id = gone.action_id AND action.user_id = gone.user_id
      AND action.status IN ('pending', 'in_progress');
    UPDATE outpost.outgoing AS mail SET state = 'recalled', said = ''
    FROM gone JOIN outpost.enrolment_step AS step ON step.enrolment_id = gone.id
    WHERE mail.id = step.outgoing_id AND mail.user_id = gone.user_id
      AND mail.state IN ('queued', 'held');
    RETURN NULL;
END
$fn$;
CREATE TRIGGER enrolments_deleted AFTER DELETE ON outpost.enrolment
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.enrolments_deleted();

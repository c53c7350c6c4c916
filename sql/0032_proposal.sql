-- What was proposed for a draft of the user's and put into it, as it came: the draft is marked with
-- it until it is changed, and when it leaves is seen how much of it went out.
CREATE TABLE outpost.proposal (
    draft_id uuid PRIMARY KEY REFERENCES outpost.draft (id) ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    writing_id uuid NOT NULL,               -- outpost.writing
    coming uuid,                            -- the one that is to take its place
    insight_id uuid,                        -- public.ai_insights, by which it is judged
    tone text NOT NULL,
    engine text NOT NULL DEFAULT '',
    is_model boolean NOT NULL DEFAULT false,
    text text NOT NULL DEFAULT '',          -- '' until the first stands in the draft
    flagged text[] NOT NULL DEFAULT '{}',
    at timestamptz NOT NULL
);
CREATE INDEX proposal_user ON outpost.proposal (user_id);

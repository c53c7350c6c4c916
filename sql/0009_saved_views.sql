-- Saved views of leads. A row with a key of a built-in view says where that stands for its user,
-- and whether it is hidden; what it asks is in the program.
CREATE TABLE outpost.saved_view (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    built_in text,
    name text NOT NULL,
    icon text NOT NULL DEFAULT '',
    query jsonb NOT NULL DEFAULT '{}',      -- {"version", "text", "where", "sort"}
    layout jsonb NOT NULL DEFAULT '{}',     -- columns, as the table of leads writes them
    position integer NOT NULL,
    hidden boolean NOT NULL DEFAULT false,
    CONSTRAINT saved_view_built_in UNIQUE (user_id, built_in)
);
CREATE INDEX saved_view_user ON outpost.saved_view (user_id, position);

-- Fields that a user adds to every lead. The values stand in leads.metadata under the field's key:
-- text and choice as a string, a number as a number, a date as "YYYY-MM-DD".
CREATE TABLE outpost.custom_field (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    key text NOT NULL,                      -- never changes: values stand under it
    title text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('text', 'number', 'date', 'choice')),
    choices text[] NOT NULL DEFAULT '{}',
    position integer NOT NULL DEFAULT 0,
    CONSTRAINT custom_field_key UNIQUE (user_id, key)
);
CREATE UNIQUE INDEX custom_field_title ON outpost.custom_field (user_id, lower(title));

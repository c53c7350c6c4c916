-- What an import would do, row by row, before anything is written.

CREATE TABLE outpost.import_plan (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    path text NOT NULL,
    name text NOT NULL,                     -- of the file
    state text NOT NULL DEFAULT 'reading'
        CHECK (state IN ('reading', 'unmapped', 'ready', 'failed', 'importing', 'done')),
    round integer NOT NULL DEFAULT 0,       -- raised when it is to be read in another way
    options jsonb NOT NULL DEFAULT '{}',    -- mapping, encoding, delimiter, sheet
    choices jsonb NOT NULL DEFAULT '{}',    -- per kind of match: new, skip, fill, overwrite
    file jsonb,                             -- columns, first rows, how it was read
    job_id uuid,
    journal_id bigint,                      -- of the import that was made of it
    result jsonb NOT NULL DEFAULT '{}',
    error text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX import_plan_user ON outpost.import_plan (user_id, created_at DESC);

-- No foreign keys: a plan has as many rows as its file, and checking each cost more than the row.
-- A trigger takes them away with their plan.
CREATE TABLE outpost.import_row (
    plan_id uuid NOT NULL,
    line integer NOT NULL,                  -- of the file, from 1
    outcome text NOT NULL CHECK (outcome IN ('new', 'update', 'same', 'doubled', 'refused')),
    match_kind text CHECK (match_kind IN ('address', 'name_company', 'domain')),
    lead_id uuid,                           -- that it matches
    first_line integer,                     -- of the row that a doubled one repeats
    fills boolean NOT NULL DEFAULT false,   -- has something for an empty field of the lead
    differs boolean NOT NULL DEFAULT false, -- would change the lead
    address text NOT NULL DEFAULT '',       -- lower case
    person_key text NOT NULL DEFAULT '',    -- name and company in one spelling
    reason text NOT NULL DEFAULT '',
    cells jsonb NOT NULL,
    came jsonb,                             -- the cells before they were repaired
    PRIMARY KEY (plan_id, line)
);
CREATE INDEX import_row_outcome ON outpost.import_row (plan_id, outcome, line);
CREATE INDEX import_row_first ON outpost.import_row (plan_id, first_line, line)
    WHERE first_line IS NOT NULL;

CREATE FUNCTION outpost.import_plan_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    DELETE FROM outpost.import_row USING gone WHERE plan_id = gone.id;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.import_plan_deleted() FROM PUBLIC;
CREATE TRIGGER outpost_import_plan_deleted AFTER DELETE ON outpost.import_plan
    REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.import_plan_deleted();

-- Who else is there of a company, by the domain of an address.
CREATE INDEX lead_address_domain ON outpost.lead_address (user_id, split_part(address, '@', 2));

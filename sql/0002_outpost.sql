-- What Outpost needs beside the contract: conversations over all mail (also mail of nobody
-- known), derived text and its search, the index of leads, work asked for, and the journal.

-- Case and accents do not count when people search and sort names. Decomposed before it is
-- lowered, so that accented Latin folds in a database of the locale C too; plain ASCII, nearly
-- all there is, skips both.
CREATE FUNCTION outpost.fold(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN octet_length(value) = char_length(value) THEN lower(value)
        ELSE lower(regexp_replace(normalize(value, NFKD), '[\u0300-\u036F]', '', 'g')) END;

-- The words of a text, folded. Whatever is neither punctuation, space nor symbol is part of a
-- word, so that parts of an address or a hyphenated name are found. The ranges are spelled out
-- because [:alnum:] knows no letters beyond ASCII in a database of the locale C.
CREATE FUNCTION outpost.split_words(value text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN array_remove(CASE
        WHEN octet_length(value) = char_length(value)
        THEN regexp_split_to_array(lower(value), '[^a-z0-9]+')
        ELSE regexp_split_to_array(outpost.fold(value),
            '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00BF\u00D7\u00F7'
            '\u2000-\u2BFF\u2E00-\u2E7F\u3000-\u3004\u3007-\u3020\uFE00-\uFE6F\uFFFD'
            '\U0001F000-\U0001FAFF]+') END, '');

-- A word is cut at 100 characters: Postgres refuses lexemes over 2 kB, and nobody types one.
CREATE FUNCTION outpost.words(value text) RETURNS tsvector
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN char_length(value) <= 400
        THEN array_to_tsvector(outpost.split_words(value))
        ELSE array_to_tsvector(ARRAY(
            SELECT left(word, 100) FROM unnest(outpost.split_words(left(value, 4000))) AS word)) END;

-- What was typed so far, as a question to outpost.words: every word must begin one of a lead.
-- NULL when nothing was typed that could. Quoting is safe: the words hold no punctuation.
CREATE FUNCTION outpost.typed(value text) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT string_agg('''' || left(word, 100) || ''':*', ' & ')
            FROM unnest(outpost.split_words(left(value, 400))) AS word)::tsquery;

-- What a column of names is sorted by: folded, without leading punctuation, and short enough
-- for an index.
CREATE FUNCTION outpost.sort_key(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN left(ltrim(outpost.fold(left(value, 200)), E' \t"''([{<*-_.'), 100);

-- One narrow row per lead with what lists filter and sort by. A million leads are scanned here
-- without touching the wide rows of public.leads; triggers keep it true whoever writes.
CREATE TABLE outpost.lead_index (
    lead_id uuid PRIMARY KEY REFERENCES public.leads (id) ON DELETE CASCADE,
    user_id uuid NOT NULL,
    words tsvector NOT NULL,
    company_key text COLLATE "C" NOT NULL,  -- outpost.sort_key
    contact_key text COLLATE "C" NOT NULL,
    status_rank smallint NOT NULL,          -- 1 hot, 2 warm, 3 cold
    has_draft boolean NOT NULL,
    last_contact_at timestamptz
);

-- Every address of a lead: its own and the aliases of metadata.emails. First come, first served.
CREATE TABLE outpost.lead_address (
    user_id uuid NOT NULL,
    address text NOT NULL,                  -- lower case
    lead_id uuid NOT NULL REFERENCES public.leads (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, address)
);
CREATE INDEX lead_address_lead ON outpost.lead_address (lead_id);

-- Addresses the rep writes from beside users.email: aliases and mailboxes.
CREATE TABLE outpost.own_address (
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    address text NOT NULL,                  -- lower case
    PRIMARY KEY (user_id, address)
);

-- A conversation exists for all mail; its row in public.email_threads only once a lead is known.
CREATE TABLE outpost.conversation (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    thread_id uuid UNIQUE REFERENCES public.email_threads (id) ON DELETE SET NULL,
    lead_id uuid REFERENCES public.leads (id) ON DELETE SET NULL,
    root_message_id text NOT NULL,
    subject text NOT NULL,
    subject_key text NOT NULL,              -- folded, without Re: and the like
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL,
    last_inbound_at timestamptz,            -- human mail only
    last_outbound_at timestamptz,
    message_count integer NOT NULL,
    unread_count integer NOT NULL,
    attachment_count integer NOT NULL,
    with_name text NOT NULL,                -- of the newest other person
    with_email text NOT NULL,
    snippet text NOT NULL,                  -- of the newest message
    last_outbound boolean NOT NULL,         -- the newest message is the rep's
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'archived', 'closed'))
);

-- The three tables derived from public.emails have no foreign key to it: checking each row of a
-- bulk import cost a tenth of it. A trigger takes their rows away with the message (0003).
CREATE TABLE outpost.message (
    email_id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    conversation_id uuid NOT NULL REFERENCES outpost.conversation (id) ON DELETE CASCADE,
    identity text NOT NULL,                 -- Message-ID, or sha256:… of the raw message
    at timestamptz NOT NULL,                -- sent, else received, else brought in
    outbound boolean NOT NULL,
    kind text NOT NULL CHECK (kind IN ('human', 'auto_reply', 'bounce', 'list', 'own')),
    from_name text NOT NULL,
    from_email text NOT NULL,
    recipients jsonb NOT NULL DEFAULT '[]', -- [{"role":"to","name":…,"email":…}]
    reply_to text[] NOT NULL DEFAULT '{}',
    in_reply_to text[] NOT NULL DEFAULT '{}',
    refs text[] NOT NULL DEFAULT '{}',
    root_candidate text NOT NULL,           -- first reference, or its own identity
    subject_key text NOT NULL,              -- folded, without Re: and the like
    orphan_reply boolean NOT NULL,          -- "Re:" without any reference: joined by subject
    is_html boolean NOT NULL,
    snippet text NOT NULL,
    attachment_count integer NOT NULL DEFAULT 0,
    content_hash text NOT NULL,             -- sha256 of the raw message, hex
    raw_url text,                           -- where the raw message is kept
    origin text NOT NULL,                   -- import, mailbox, composed, sample
    defects text[] NOT NULL DEFAULT '{}',
    UNIQUE (user_id, identity)
);

-- Derived text and its search, apart so that lists never read it.
CREATE TABLE outpost.message_text (
    email_id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    at timestamptz NOT NULL,
    head text NOT NULL,                     -- subject, names and addresses
    plain text NOT NULL,
    -- An address is one word to Postgres: its parts are added, so that a domain is found. What
    -- stands between < and > would be a tag to it, and not be indexed.
    -- A tsvector ends at 1 MB: 100,000 characters of any script stay below it.
    search tsvector NOT NULL GENERATED ALWAYS AS (
        to_tsvector('simple'::regconfig,
            left(head, 4000) || ' ' || translate(left(head, 4000), '@.-_<>', '      ')
            || ' ' || replace(replace(CASE WHEN octet_length(plain) <= 100000 THEN plain
                ELSE left(plain, 100000) END, '<', ' '), '>', ' '))) STORED
);
-- Words in order of the alphabet do not get smaller: of 5,000 such values 4 did, and trying cost
-- a tenth of the time that a message takes. Of a plain text lists read the beginning alone, which
-- a compressed one would not give alone. (Likewise replace and CASE above: translate and left
-- look at each character.)
ALTER TABLE outpost.message_text ALTER COLUMN search SET STORAGE EXTERNAL,
    ALTER COLUMN plain SET STORAGE EXTERNAL;

-- Every Message-ID ever seen, also those only referred to (placeholders), and its conversation.
CREATE TABLE outpost.message_reference (
    user_id uuid NOT NULL,
    message_id text NOT NULL,
    conversation_id uuid NOT NULL REFERENCES outpost.conversation (id) ON DELETE CASCADE,
    PRIMARY KEY (user_id, message_id)
);
CREATE INDEX message_reference_conversation ON outpost.message_reference (conversation_id);

-- Who wrote and received what, so that a new lead finds its mail.
CREATE TABLE outpost.message_address (
    user_id uuid NOT NULL,
    address text NOT NULL,
    email_id uuid NOT NULL,
    role text NOT NULL,                     -- from, to, cc, bcc
    PRIMARY KEY (user_id, address, email_id, role)
);
CREATE INDEX message_address_email ON outpost.message_address (email_id);

-- Mail that could not be made a message is kept raw and counted.
CREATE TABLE outpost.broken_message (
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    content_hash text NOT NULL,
    raw_url text NOT NULL,
    reason text NOT NULL,
    source text NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, content_hash)
);

CREATE TABLE outpost.job (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    kind text NOT NULL,
    title text NOT NULL,
    params jsonb NOT NULL DEFAULT '{}',
    state text NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'running', 'cancelling', 'done', 'failed', 'cancelled')),
    done integer NOT NULL DEFAULT 0,
    total integer,
    note text NOT NULL DEFAULT '',
    position jsonb NOT NULL DEFAULT '{}',   -- where a restart goes on
    result jsonb NOT NULL DEFAULT '{}',
    error text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz
);
CREATE INDEX job_open ON outpost.job (created_at) WHERE state IN ('queued', 'running', 'cancelling');

-- One entry per command of the user: what undoes it.
CREATE TABLE outpost.journal (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    command text NOT NULL,
    said text NOT NULL,
    changes jsonb NOT NULL,                 -- [{"table","id","before":{…}|null,"after":{…}|null}]
    done_at timestamptz NOT NULL DEFAULT now(),
    undone_at timestamptz
);
CREATE INDEX journal_user ON outpost.journal (user_id, id DESC);

CREATE TABLE outpost.setting (
    user_id uuid REFERENCES public.users (id) ON DELETE CASCADE,
    name text NOT NULL,
    value jsonb NOT NULL
);
-- Without a user it is the workspace's. (UNIQUE NULLS NOT DISTINCT needs Postgres 15.)
CREATE UNIQUE INDEX setting_name ON outpost.setting
    (coalesce(user_id, '00000000-0000-0000-0000-000000000000'::uuid), name);

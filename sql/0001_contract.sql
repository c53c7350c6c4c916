-- The contract: the 13 tables that Outpost shares with other programs (a Better Auth web
-- application among them), in the Postgres schema public, exactly as published.
--
-- A table that stands already was checked column by column before this file runs and is left
-- as it is; that is why every CREATE TABLE says IF NOT EXISTS. What Outpost adds to a standing
-- table are triggers, and (in 0003) indexes where it owns the table.
--
-- What happens on delete, chosen here because the contract leaves it open:
--   a person in "user"   takes sessions and accounts (the ways to sign in); the profile in users
--                        and all its work stay until that row is deleted
--   a person in users    takes all that is theirs
--   a lead               takes its threads, actions and insights; the mail itself stays, as mail
--                        with nobody known (emails.lead_id and thread_id become NULL)
--   a thread             leaves its messages standing (thread_id becomes NULL)
--   a message            takes its attachments and the insights about it; an action that came
--                        from it stays (email_id becomes NULL)

CREATE SCHEMA IF NOT EXISTS outpost;

-- uuid_generate_v4(): from uuid-ossp where the server has it and lets us, else our own.
DO $do$
BEGIN
    IF to_regprocedure('public.uuid_generate_v4()') IS NULL
       AND EXISTS (SELECT FROM pg_available_extensions WHERE name = 'uuid-ossp')
       AND NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'uuid-ossp') THEN
        BEGIN
            CREATE EXTENSION "uuid-ossp" WITH SCHEMA public;
        EXCEPTION WHEN insufficient_privilege OR undefined_file OR undefined_object
                    OR feature_not_supported THEN
            NULL;
        END;
    END IF;
    IF to_regprocedure('public.uuid_generate_v4()') IS NULL THEN
        CREATE FUNCTION public.uuid_generate_v4() RETURNS uuid
            LANGUAGE sql VOLATILE PARALLEL SAFE
            AS 'SELECT pg_catalog.gen_random_uuid()';
    END IF;
END
$do$;

-- Better Auth: who may sign in --------------------------------------------------------------

CREATE TABLE IF NOT EXISTS public."user" (
    id text PRIMARY KEY,
    name text,
    email text NOT NULL UNIQUE,
    "emailVerified" boolean DEFAULT false,
    image text,
    "createdAt" timestamptz DEFAULT now(),
    "updatedAt" timestamptz DEFAULT now()
);

CREATE TABLE IF NOT EXISTS public.session (
    id text PRIMARY KEY,
    "expiresAt" timestamptz NOT NULL,
    token text NOT NULL UNIQUE,
    "createdAt" timestamptz DEFAULT now(),
    "updatedAt" timestamptz DEFAULT now(),
    "ipAddress" text,
    "userAgent" text,
    "userId" text NOT NULL REFERENCES public."user" (id) ON DELETE CASCADE
);

CREATE TABLE IF NOT EXISTS public.account (
    id text PRIMARY KEY,
    "accountId" text NOT NULL,
    "providerId" text NOT NULL,
    "userId" text NOT NULL REFERENCES public."user" (id) ON DELETE CASCADE,
    "accessToken" text,
    "refreshToken" text,
    "idToken" text,
    "accessTokenExpiresAt" timestamptz,
    "refreshTokenExpiresAt" timestamptz,
    scope text,
    password text,
    "createdAt" timestamptz DEFAULT now(),
    "updatedAt" timestamptz DEFAULT now(),
    UNIQUE ("providerId", "accountId")
);

CREATE TABLE IF NOT EXISTS public.verification (
    id text PRIMARY KEY,
    identifier text NOT NULL,
    value text NOT NULL,
    "expiresAt" timestamptz NOT NULL,
    "createdAt" timestamptz DEFAULT now(),
    "updatedAt" timestamptz DEFAULT now()
);

-- The work ----------------------------------------------------------------------------------

-- No unique index on email: it could block a sign-up on the web.
CREATE TABLE IF NOT EXISTS public.users (
    id uuid PRIMARY KEY,
    email text NOT NULL,
    full_name text,
    avatar_url text,
    timezone text DEFAULT 'UTC',
    email_signature text,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now()
);

CREATE TABLE IF NOT EXISTS public.leads (
    id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    company text NOT NULL,
    contact_name text NOT NULL,
    email text NOT NULL,
    phone text,
    website text,
    industry text,
    company_size text,
    status text NOT NULL DEFAULT 'warm' CHECK (status IN ('hot', 'warm', 'cold')),
    last_message text,
    last_contact_at timestamptz,
    days_since_contact integer DEFAULT 0,
    ai_suggestion text,
    has_ai_draft boolean DEFAULT false,
    metadata jsonb DEFAULT '{}',
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    UNIQUE (user_id, email)
);

CREATE TABLE IF NOT EXISTS public.email_threads (
    id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    lead_id uuid NOT NULL REFERENCES public.leads (id) ON DELETE CASCADE,
    subject text NOT NULL,
    thread_identifier text,
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'archived', 'closed')),
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now()
);

CREATE TABLE IF NOT EXISTS public.emails (
    id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    thread_id uuid REFERENCES public.email_threads (id) ON DELETE SET NULL,
    lead_id uuid REFERENCES public.leads (id) ON DELETE SET NULL,
    message_id text,
    from_email text NOT NULL,
    to_email text NOT NULL,
    cc text[],
    bcc text[],
    subject text NOT NULL,
    body text NOT NULL,
    direction text NOT NULL CHECK (direction IN ('inbound', 'outbound')),
    status text NOT NULL DEFAULT 'unread'
        CHECK (status IN ('unread', 'read', 'replied', 'archived')),
    sent_at timestamptz,
    received_at timestamptz,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now()
);

-- type is an open list: 'reply', 'follow_up', 'meeting', and what others add.
CREATE TABLE IF NOT EXISTS public.actions (
    id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    lead_id uuid REFERENCES public.leads (id) ON DELETE CASCADE,
    email_id uuid REFERENCES public.emails (id) ON DELETE SET NULL,
    type text NOT NULL,
    status text NOT NULL DEFAULT 'pending'
        CHECK (status IN ('pending', 'in_progress', 'completed', 'cancelled')),
    priority text NOT NULL DEFAULT 'medium' CHECK (priority IN ('low', 'medium', 'high')),
    due_date timestamptz,
    description text,
    metadata jsonb DEFAULT '{}',
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now()
);

-- insight_type is an open list: 'sentiment', 'urgency', 'suggestion', and what others add.
CREATE TABLE IF NOT EXISTS public.ai_insights (
    id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    lead_id uuid REFERENCES public.leads (id) ON DELETE CASCADE,
    email_id uuid REFERENCES public.emails (id) ON DELETE CASCADE,
    insight_type text NOT NULL,
    content text NOT NULL,
    confidence decimal,
    metadata jsonb DEFAULT '{}',
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now()
);

CREATE TABLE IF NOT EXISTS public.performance_metrics (
    id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    metric_date date NOT NULL,
    emails_sent integer DEFAULT 0,
    emails_received integer DEFAULT 0,
    reply_rate decimal,
    avg_response_time integer,
    leads_contacted integer DEFAULT 0,
    meetings_scheduled integer DEFAULT 0,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now(),
    UNIQUE (user_id, metric_date)
);

CREATE TABLE IF NOT EXISTS public.email_templates (
    id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    name text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    tone text NOT NULL DEFAULT 'professional'
        CHECK (tone IN ('professional', 'friendly', 'casual', 'formal')),
    category text,
    is_default boolean DEFAULT false,
    created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now()
);

CREATE TABLE IF NOT EXISTS public.email_attachments (
    id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(),
    email_id uuid NOT NULL REFERENCES public.emails (id) ON DELETE CASCADE,
    filename text NOT NULL,
    file_size integer,
    content_type text,
    storage_url text,
    created_at timestamptz DEFAULT now()
);

-- user -> users ------------------------------------------------------------------------------

-- SHA-1 (RFC 3174), because a version 5 UUID needs it and Postgres brings none of its own
-- without pgcrypto or uuid-ossp. A few calls per sign-up: simple before quick.
CREATE FUNCTION outpost.sha1(data bytea) RETURNS bytea
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog
AS $fn$
DECLARE
    mask CONSTANT bigint := 4294967295;
    padded bytea;
    w bigint[];
    h0 bigint := 1732584193;    -- 67452301
    h1 bigint := 4023233417;    -- EFCDAB89
    h2 bigint := 2562383102;    -- 98BADCFE
    h3 bigint := 271733878;     -- 10325476
    h4 bigint := 3285377520;    -- C3D2E1F0
    a bigint; b bigint; c bigint; d bigint; e bigint;
    f bigint; k bigint; x bigint;
    start integer; i integer;
BEGIN
    padded := data || '\x80'::bytea
        || decode(repeat('00', (119 - length(data) % 64) % 64), 'hex')
        || int8send(length(data)::bigint * 8);
    FOR block IN 0 .. length(padded) / 64 - 1 LOOP
        start := block * 64;
        w := ARRAY[]::bigint[];
        FOR t IN 0 .. 15 LOOP
            i := start + t * 4;
            w[t] := (get_byte(padded, i)::bigint << 24) | (get_byte(padded, i + 1)::bigint << 16)
                 | (get_byte(padded, i + 2)::bigint << 8) | get_byte(padded, i + 3)::bigint;
        END LOOP;
        FOR t IN 16 .. 79 LOOP
            x := w[t - 3] # w[t - 8] # w[t - 14] # w[t - 16];
            w[t] := ((x << 1) | (x >> 31)) & mask;
        END LOOP;
        a := h0; b := h1; c := h2; d := h3; e := h4;
        FOR t IN 0 .. 79 LOOP
            IF t < 20 THEN
                f := (b & c) | (~b & mask & d);
                k := 1518500249;
            ELSIF t < 40 THEN
                f := b # c # d;
                k := 1859775393;
            ELSIF t < 60 THEN
                f := (b & c) | (b & d) | (c & d);
                k := 2400959708;
            ELSE
                f := b # c # d;
                k := 3395469782;
            END IF;
            x := ((((a << 5) | (a >> 27)) & mask) + f + e + k + w[t]) & mask;
            e := d;
            d := c;
            c := ((b << 30) | (b >> 2)) & mask;
            b := a;
            a := x;
        END LOOP;
        h0 := (h0 + a) & mask;
        h1 := (h1 + b) & mask;
        h2 := (h2 + c) & mask;
        h3 := (h3 + d) & mask;
        h4 := (h4 + e) & mask;
    END LOOP;
    RETURN substr(int8send(h0), 5) || substr(int8send(h1), 5) || substr(int8send(h2), 5)
        || substr(int8send(h3), 5) || substr(int8send(h4), 5);
END
$fn$;

-- "user".id is text, users.id is a UUID. A canonical lower-case UUID stands for itself, any
-- other id becomes the version 5 UUID of it under a namespace that never changes. Python's twin
-- is desktop_app.data.identity.user_uuid.
CREATE FUNCTION outpost.user_uuid(auth_id text) RETURNS uuid
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    SET search_path = pg_catalog
AS $fn$
DECLARE
    hash bytea;
BEGIN
    IF auth_id ~ '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' THEN
        RETURN auth_id::uuid;
    END IF;
    hash := substr(outpost.sha1(uuid_send('0d1f3f5e-6a0b-4f0e-9c43-7f6a1c52b8d4'::uuid)
                                || convert_to(auth_id, 'UTF8')), 1, 16);
    hash := set_byte(hash, 6, (get_byte(hash, 6) & 15) | 80);
    hash := set_byte(hash, 8, (get_byte(hash, 8) & 63) | 128);
    RETURN encode(hash, 'hex')::uuid;
END
$fn$;

-- Whoever writes "user" (the web application signs in as another role, perhaps), the profile
-- follows; hence SECURITY DEFINER. Each column follows its own change alone: verifying an
-- address, or a new picture, must not bring back a name that was changed in users.
CREATE FUNCTION outpost.user_to_users() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
DECLARE
    profile uuid := outpost.user_uuid(NEW.id);
BEGIN
    IF TG_OP = 'UPDATE' THEN
        UPDATE public.users SET
            email = CASE WHEN NEW.email IS DISTINCT FROM OLD.email
                         THEN NEW.email ELSE email END,
            full_name = CASE WHEN NEW.name IS DISTINCT FROM OLD.name
                             THEN NEW.name ELSE full_name END,
            avatar_url = CASE WHEN NEW.image IS DISTINCT FROM OLD.image
                              THEN NEW.image ELSE avatar_url END
        WHERE id = profile;
        IF FOUND THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO public.users AS standing (id, email, full_name, avatar_url)
    VALUES (profile, NEW.email, NEW.name, NEW.image)
    ON CONFLICT (id) DO UPDATE SET
        email = excluded.email,
        full_name = coalesce(standing.full_name, excluded.full_name),
        avatar_url = coalesce(standing.avatar_url, excluded.avatar_url);
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.user_to_users() FROM PUBLIC;

CREATE TRIGGER outpost_user_inserted AFTER INSERT ON public."user"
    FOR EACH ROW EXECUTE FUNCTION outpost.user_to_users();
CREATE TRIGGER outpost_user_updated AFTER UPDATE OF email, name, image ON public."user"
    FOR EACH ROW WHEN (OLD.email IS DISTINCT FROM NEW.email
                       OR OLD.name IS DISTINCT FROM NEW.name
                       OR OLD.image IS DISTINCT FROM NEW.image)
    EXECUTE FUNCTION outpost.user_to_users();

-- Those who were there before the trigger.
INSERT INTO public.users (id, email, full_name, avatar_url)
SELECT outpost.user_uuid(id), email, name, image FROM public."user"
ON CONFLICT (id) DO NOTHING;

-- updated_at ---------------------------------------------------------------------------------

-- Moves with every real change, unless the writer set the column to another value itself.
CREATE FUNCTION outpost.touch_updated_at() RETURNS trigger
    LANGUAGE plpgsql
AS $fn$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END
$fn$;

CREATE FUNCTION outpost.touch_updated_at_camel() RETURNS trigger
    LANGUAGE plpgsql
AS $fn$
BEGIN
    NEW."updatedAt" := now();
    RETURN NEW;
END
$fn$;

DO $do$
DECLARE
    tbl text;
BEGIN
    FOREACH tbl IN ARRAY ARRAY['user', 'session', 'account', 'verification'] LOOP
        EXECUTE format(
            'CREATE TRIGGER outpost_updated_at BEFORE UPDATE ON public.%I FOR EACH ROW '
            'WHEN (OLD."updatedAt" IS NOT DISTINCT FROM NEW."updatedAt" '
            'AND OLD.* IS DISTINCT FROM NEW.*) '
            'EXECUTE FUNCTION outpost.touch_updated_at_camel()', tbl);
    END LOOP;
    FOREACH tbl IN ARRAY ARRAY['users', 'email_threads', 'actions', 'ai_insights',
                               'performance_metrics', 'email_templates'] LOOP
        EXECUTE format(
            'CREATE TRIGGER outpost_updated_at BEFORE UPDATE ON public.%I FOR EACH ROW '
            'WHEN (OLD.updated_at IS NOT DISTINCT FROM NEW.updated_at '
            'AND OLD.* IS DISTINCT FROM NEW.*) '
            'EXECUTE FUNCTION outpost.touch_updated_at()', tbl);
    END LOOP;
END
$do$;

-- Figures of a lead that follow from others (days_since_contact at midnight, the newest message)
-- are no edit of it: their writer sets outpost.derived for its transaction.
CREATE TRIGGER outpost_updated_at BEFORE UPDATE ON public.leads FOR EACH ROW
    WHEN (OLD.updated_at IS NOT DISTINCT FROM NEW.updated_at
          AND OLD.* IS DISTINCT FROM NEW.*
          AND coalesce(current_setting('outpost.derived', true), '') <> 'on')
    EXECUTE FUNCTION outpost.touch_updated_at();

-- Of emails the body is compared last, and only if all else is equal: it is long and lies apart,
-- and marking a thousand messages read must not fetch a thousand bodies.
CREATE TRIGGER outpost_updated_at BEFORE UPDATE ON public.emails FOR EACH ROW
    WHEN (OLD.updated_at IS NOT DISTINCT FROM NEW.updated_at
          AND (OLD.id IS DISTINCT FROM NEW.id
               OR OLD.user_id IS DISTINCT FROM NEW.user_id
               OR OLD.thread_id IS DISTINCT FROM NEW.thread_id
               OR OLD.lead_id IS DISTINCT FROM NEW.lead_id
               OR OLD.message_id IS DISTINCT FROM NEW.message_id
               OR OLD.from_email IS DISTINCT FROM NEW.from_email
               OR OLD.to_email IS DISTINCT FROM NEW.to_email
               OR OLD.cc IS DISTINCT FROM NEW.cc
               OR OLD.bcc IS DISTINCT FROM NEW.bcc
               OR OLD.subject IS DISTINCT FROM NEW.subject
               OR OLD.direction IS DISTINCT FROM NEW.direction
               OR OLD.status IS DISTINCT FROM NEW.status
               OR OLD.sent_at IS DISTINCT FROM NEW.sent_at
               OR OLD.received_at IS DISTINCT FROM NEW.received_at
               OR OLD.created_at IS DISTINCT FROM NEW.created_at
               OR OLD.body IS DISTINCT FROM NEW.body))
    EXECUTE FUNCTION outpost.touch_updated_at();

-- Signing in: wrong passwords slow down, sign-in through a provider, and sessions that end
-- elsewhere.

-- Tries that went wrong, or are being checked this moment: each is counted before its password is
-- looked at, so that neither guesses in parallel nor a killed program get one for free. An address
-- that nobody has is counted too.
CREATE TABLE outpost.sign_in_attempt (
    purpose text NOT NULL CHECK (purpose IN ('password', 'code')),  -- code: a code was sent
    address text NOT NULL,                  -- lower case
    failures integer NOT NULL,
    last_failed_at timestamptz NOT NULL,
    PRIMARY KEY (purpose, address)
);
CREATE INDEX sign_in_attempt_age ON outpost.sign_in_attempt (last_failed_at);

-- A wish of the window to sign in through a provider; the engine serves it. The address for the
-- browser, with state and nonce, is in it while it waits; the PKCE verifier and tokens never are.
CREATE TABLE outpost.oauth_request (
    id uuid PRIMARY KEY,
    provider text NOT NULL,
    link_to uuid REFERENCES public.users (id) ON DELETE CASCADE,
    place text NOT NULL DEFAULT '',         -- whose browser comes back; '' where it can be one only
    state text NOT NULL DEFAULT 'asked'
        CHECK (state IN ('asked', 'waiting', 'done', 'failed', 'cancelled')),
    authorize_url text NOT NULL DEFAULT '',
    title text NOT NULL DEFAULT '',         -- of the fault, when it failed
    advice text NOT NULL DEFAULT '',
    session_id text,
    created_at timestamptz NOT NULL DEFAULT now(),
    touched_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX oauth_request_link_to ON outpost.oauth_request (link_to);

-- Whoever ends a session (the web application signs in as another role, perhaps), the programs of
-- its person hear of it and look whether it was theirs. Ids cost a hash each: a purge of many
-- sessions is told once for everybody.
CREATE FUNCTION outpost.sessions_deleted() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
DECLARE
    people text[] := ARRAY(SELECT DISTINCT "userId" FROM ended LIMIT 21);
BEGIN
    IF cardinality(people) > 20 THEN
        PERFORM pg_notify('outpost', '{"kinds": ["users"]}');
    ELSE
        PERFORM pg_notify('outpost', json_build_object(
            'kinds', json_build_array('users'), 'user', outpost.user_uuid(person))::text)
        FROM unnest(people) AS person;
    END IF;
    RETURN NULL;
END
$fn$;
REVOKE EXECUTE ON FUNCTION outpost.sessions_deleted() FROM PUBLIC;

CREATE TRIGGER outpost_sessions_deleted AFTER DELETE ON public.session
    REFERENCING OLD TABLE AS ended
    FOR EACH STATEMENT EXECUTE FUNCTION outpost.sessions_deleted();

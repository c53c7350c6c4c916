-- Mailboxes, their folders on the server, and where each message is there. Passwords and tokens
-- are in the keyring, never here.

CREATE TABLE outpost.mailbox (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    address text NOT NULL,                  -- lower case
    name text NOT NULL DEFAULT '',          -- as it stands in From
    aliases text[] NOT NULL DEFAULT '{}',   -- lower case; also the rep's own
    auth text NOT NULL DEFAULT 'password' CHECK (auth IN ('password', 'oauth2')),
    provider text NOT NULL DEFAULT '',      -- whose tokens: google, microsoft
    imap_host text NOT NULL,
    imap_port integer NOT NULL,
    imap_security text NOT NULL CHECK (imap_security IN ('tls', 'starttls', 'none')),
    imap_user text NOT NULL,
    smtp_host text NOT NULL,
    smtp_port integer NOT NULL,
    smtp_security text NOT NULL CHECK (smtp_security IN ('tls', 'starttls', 'none')),
    smtp_user text NOT NULL,
    ca_pem text NOT NULL DEFAULT '',        -- a certificate authority trusted for it alone
    files_sent boolean,                     -- the server files what it sends; NULL: not known yet
    first_days integer NOT NULL DEFAULT 90,
    horizon_days integer,                   -- how far back in the end; NULL: everything
    daily_cap integer NOT NULL DEFAULT 300,
    paused boolean NOT NULL DEFAULT false,
    -- How it went the last time somebody looked: new, ok, signin (sign in again), unreachable,
    -- refused (the server said no), insecure (certificate or no TLS).
    state text NOT NULL DEFAULT 'new'
        CHECK (state IN ('new', 'ok', 'signin', 'unreachable', 'refused', 'insecure')),
    said text NOT NULL DEFAULT '',          -- what failed, in words
    looked_at timestamptz,
    wanted_at timestamptz,                  -- when somebody last asked for a look
    position integer NOT NULL DEFAULT 0,    -- the first is the one new mail is written from
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (user_id, address)
);

-- Every address of a mailbox is the rep's own, whoever writes the row (a command, its undo). An alias
-- that goes is theirs no more unless another mailbox has it; of a mailbox that goes they stay, since
-- what was sent from it was the rep's.
CREATE FUNCTION outpost.own_mailbox_addresses() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM outpost.own_address AS own
        WHERE own.user_id = OLD.user_id AND own.address = ANY(OLD.address || OLD.aliases)
          AND NOT EXISTS (SELECT FROM outpost.mailbox AS other WHERE other.user_id = own.user_id
                          AND own.address = ANY(other.address || other.aliases));
    END IF;
    INSERT INTO outpost.own_address (user_id, address)
    SELECT NEW.user_id, each FROM unnest(NEW.address || NEW.aliases) AS each
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER outpost_own_addresses AFTER INSERT OR UPDATE OF address, aliases ON outpost.mailbox
    FOR EACH ROW EXECUTE FUNCTION outpost.own_mailbox_addresses();
REVOKE EXECUTE ON FUNCTION outpost.own_mailbox_addresses() FROM PUBLIC;

-- What the window or a command asks whoever speaks to the network: to find the servers of an
-- address, to try them, or to have a provider's sign-in page shown. No password is in it: the
-- keyring has that under the mailbox's name.
CREATE TABLE outpost.mailbox_request (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    kind text NOT NULL CHECK (kind IN ('find', 'check', 'signin')),
    mailbox_id uuid NOT NULL,               -- it may not have a row yet
    wanted jsonb NOT NULL,
    place text NOT NULL DEFAULT '',         -- which computer's, where several share a database
    state text NOT NULL DEFAULT 'asked'
        CHECK (state IN ('asked', 'working', 'waiting', 'done', 'failed', 'cancelled')),
    doing text NOT NULL DEFAULT '',
    authorize_url text NOT NULL DEFAULT '', -- for the browser, while it waits
    result jsonb NOT NULL DEFAULT '{}',
    title text NOT NULL DEFAULT '',
    advice text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    touched_at timestamptz NOT NULL
);
CREATE INDEX mailbox_request_user ON outpost.mailbox_request (user_id);

CREATE TABLE outpost.mailbox_folder (
    id uuid PRIMARY KEY,
    mailbox_id uuid NOT NULL REFERENCES outpost.mailbox (id) ON DELETE CASCADE,
    path text NOT NULL,                     -- decoded, with the server's own separators
    role text NOT NULL DEFAULT '' CHECK (role IN ('', 'inbox', 'sent', 'drafts', 'trash', 'junk',
                                                  'archive', 'all', 'flagged', 'important')),
    followed boolean NOT NULL DEFAULT true,
    uid_validity bigint,
    uid_next bigint,                        -- below it everything that is wanted was looked at
    highest_modseq bigint,                  -- up to here flags and expunges are known
    flags_below bigint,                     -- without that: where the next look at old flags begins
    covers_since date,                      -- everything that arrived since is here
    complete boolean NOT NULL DEFAULT false, -- nothing older is wanted
    server_count integer,
    local_count integer,
    missing integer NOT NULL DEFAULT 0,
    looked_at timestamptz,
    said text NOT NULL DEFAULT '',
    UNIQUE (mailbox_id, path)
);

-- Where a message is on the server, and what the server last said of it. A message may be in
-- several places; one whose identity was known already is only noted here.
CREATE TABLE outpost.mailbox_message (
    folder_id uuid NOT NULL REFERENCES outpost.mailbox_folder (id) ON DELETE CASCADE,
    uid bigint NOT NULL,
    email_id uuid,                          -- NULL: kept aside as broken, or too old to be wanted
    seen boolean NOT NULL DEFAULT false,
    answered boolean NOT NULL DEFAULT false,
    flagged boolean NOT NULL DEFAULT false,
    labels text[] NOT NULL DEFAULT '{}',    -- Gmail's
    PRIMARY KEY (folder_id, uid)
);
-- What a folder lacks is what the server lists and is not in here, so that an interrupted fetch
-- goes on by itself, and a message is never asked for twice.
CREATE INDEX mailbox_message_email ON outpost.mailbox_message (email_id);

-- Messages whose flags or place here may differ from the server's: noted by triggers, whoever
-- changes them (a command, its undo, another program), and compared by the engine, so that doing
-- it twice does no harm and an undo needs no counterpart. What the engine itself learned from
-- the server is not noted: it sets outpost.from_server to 'on' for its transaction.
CREATE TABLE outpost.mailbox_mark (
    email_id uuid PRIMARY KEY,
    user_id uuid NOT NULL,
    -- Its conversation was archived or brought back here: then this side says where it belongs.
    -- Otherwise the server does, whatever else is still to be told.
    state_changed boolean NOT NULL DEFAULT false,
    marked_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL DEFAULT now(),
    said text NOT NULL DEFAULT ''
);
CREATE INDEX mailbox_mark_due ON outpost.mailbox_mark (due_at);

ALTER TABLE outpost.message ADD COLUMN flagged boolean NOT NULL DEFAULT false,
    -- It was in an inbox and is not any more: where it goes when its conversation is active again.
    ADD COLUMN left_inbox boolean NOT NULL DEFAULT false;

-- Per row, with a condition: an UPDATE that changes neither pays for nothing. (Joining the old and
-- new rows of a statement takes a minute for 100,000 of them.)
CREATE FUNCTION outpost.mark_changed_email() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    IF coalesce(current_setting('outpost.from_server', true), '') <> 'on' THEN
        INSERT INTO outpost.mailbox_mark (email_id, user_id)
        SELECT NEW.id, NEW.user_id
        WHERE EXISTS (SELECT FROM outpost.mailbox_message AS place WHERE place.email_id = NEW.id)
        ON CONFLICT (email_id) DO UPDATE SET marked_at = now(), attempts = 0, due_at = now();
    END IF;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER outpost_mark_changed AFTER UPDATE OF status ON public.emails
    FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status)
    EXECUTE FUNCTION outpost.mark_changed_email();

CREATE FUNCTION outpost.mark_changed_message() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    IF coalesce(current_setting('outpost.from_server', true), '') <> 'on' THEN
        INSERT INTO outpost.mailbox_mark (email_id, user_id)
        SELECT NEW.email_id, NEW.user_id
        WHERE EXISTS (SELECT FROM outpost.mailbox_message AS place
                      WHERE place.email_id = NEW.email_id)
        ON CONFLICT (email_id) DO UPDATE SET marked_at = now(), attempts = 0, due_at = now();
    END IF;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER outpost_mark_changed AFTER UPDATE OF flagged ON outpost.message
    FOR EACH ROW WHEN (NEW.flagged <> OLD.flagged)
    EXECUTE FUNCTION outpost.mark_changed_message();

-- Archived here is moved to the archive there, and back. What has left an inbox and has no place
-- yet is on its way to another folder, or has lost its UID, and is marked for when it is found.
CREATE FUNCTION outpost.mark_changed_conversation() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    IF coalesce(current_setting('outpost.from_server', true), '') <> 'on' THEN
        INSERT INTO outpost.mailbox_mark (email_id, user_id, state_changed)
        SELECT message.email_id, message.user_id, true FROM outpost.message AS message
        WHERE message.conversation_id = NEW.id
          AND (message.left_inbox OR EXISTS (SELECT FROM outpost.mailbox_message AS place
                                             WHERE place.email_id = message.email_id))
        ON CONFLICT (email_id) DO UPDATE SET state_changed = true, marked_at = now(),
            attempts = 0, due_at = now();
    END IF;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER outpost_mark_changed AFTER UPDATE OF state ON outpost.conversation
    FOR EACH ROW WHEN (NEW.state <> OLD.state)
    EXECUTE FUNCTION outpost.mark_changed_conversation();

REVOKE EXECUTE ON FUNCTION outpost.mark_changed_email(), outpost.mark_changed_message(),
    outpost.mark_changed_conversation() FROM PUBLIC;

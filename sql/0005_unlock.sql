-- A sign-in through a provider that opens the lock of one person: it makes nobody, connects nothing,
-- and is for nobody else.
ALTER TABLE outpost.oauth_request
    ADD COLUMN only_for uuid REFERENCES public.users (id) ON DELETE CASCADE;
CREATE INDEX oauth_request_only_for ON outpost.oauth_request (only_for);

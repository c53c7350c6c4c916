-- Sent again at the rep's word while nobody knew whether it had arrived: Sent is looked at once more
-- before it goes out.
ALTER TABLE outpost.outgoing ADD COLUMN in_doubt boolean NOT NULL DEFAULT false;
-- Since when it has waited for its mailbox's inbox to be looked at; whoever looks next goes on from
-- there.
ALTER TABLE outpost.outgoing ADD COLUMN inbox_awaited_since timestamptz;

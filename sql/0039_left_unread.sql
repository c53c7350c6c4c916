-- Whether a message that is unread by the rep's own wish was answered: read again, it says so again.
ALTER TABLE outpost.message ADD COLUMN was_replied boolean NOT NULL DEFAULT false;

-- Which meeting a calendar part is about, and how new a word about it that is, so that one which is
-- moved or cancelled finds the action made of it.

ALTER TABLE outpost.message_signal
    ADD COLUMN uid text NOT NULL DEFAULT '',         -- invitation: of the event, and of which one
    ADD COLUMN sequence integer NOT NULL DEFAULT 0;  -- invitation: counts the event's changes
CREATE INDEX message_signal_meeting ON outpost.message_signal (user_id, uid) WHERE uid <> '';

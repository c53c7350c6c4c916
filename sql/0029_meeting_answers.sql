-- Who comes, by a calendar answer: one that declines, or proposes another time, makes no meeting.

ALTER TABLE outpost.message_signal
    ADD COLUMN accepted text[] NOT NULL DEFAULT '{}';  -- invitation: addresses, lower case
-- Of answers from before it is not known any more; they were taken for a yes, and stay one.
UPDATE outpost.message_signal AS told SET accepted = ARRAY[message.from_email]
FROM outpost.message AS message
WHERE message.email_id = told.email_id AND told.signal = 'invitation' AND told.method = 'reply'
  AND message.from_email <> '';

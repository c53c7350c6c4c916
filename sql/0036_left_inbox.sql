-- What left an inbox and lies in none is little of all mail, and is asked for by itself: without an
-- index the planner looked through all of a person's messages for each conversation.
CREATE INDEX message_left_inbox ON outpost.message (user_id, email_id) WHERE left_inbox;

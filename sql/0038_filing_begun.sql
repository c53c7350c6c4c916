-- Whether putting a copy into Sent was begun from here, committed before it is: what is found there
-- afterwards says nothing of who put it there.
ALTER TABLE outpost.outgoing ADD COLUMN filing_begun boolean NOT NULL DEFAULT false;
UPDATE outpost.outgoing SET filing_begun = true WHERE state = 'delivered';

-- It may have been learned from a copy of ours, for good; it is found out anew with the next mail.
UPDATE outpost.mailbox SET files_sent = NULL;

-- Whether putting a copy into Sent was begun from here, committed before it is: what is found there
-- afterwards says nothing of who put it there.
ALTER TABLE outpost.outgoing ADD COLUMN filing_begun boolean NOT NULL DEFAULT false;
UPDATE outpost.outgoing SET filing_begun = true WHERE state = 'delivered';

-- That a server files nothing was learned for good, also of one that is only slow: it is found out
-- anew. That it does is corrected by the first mail that it does not file.
UPDATE outpost.mailbox SET files_sent = NULL WHERE NOT files_sent;

-- A draft of a new mail to a lead: it answers no message.
ALTER TABLE outpost.writing
    ADD COLUMN lead_id uuid REFERENCES public.leads (id) ON DELETE CASCADE;
CREATE INDEX writing_lead ON outpost.writing (lead_id) WHERE lead_id IS NOT NULL;

-- An undo writes a step anew, too: the number that it had then may have been heeded by now, and with
-- one more edit on top would be taken for one that was. So it only grows.

CREATE FUNCTION outpost.step_revision_grows() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $fn$
BEGIN
    NEW.revision := OLD.revision + 1;
    RETURN NEW;
END
$fn$;
CREATE TRIGGER step_revision_grows BEFORE UPDATE ON outpost.sequence_step
    FOR EACH ROW WHEN (NEW.revision < OLD.revision)
    EXECUTE FUNCTION outpost.step_revision_grows();

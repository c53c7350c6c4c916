-- Working hours are set by the user, and taken back as other commands are: a setting is a row that
-- the journal can name, and whoever writes this one has the days counted anew.

ALTER TABLE outpost.setting ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();
CREATE UNIQUE INDEX setting_id ON outpost.setting (id);

CREATE FUNCTION outpost.mark_working_hours() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp
AS $fn$
DECLARE
    touched outpost.setting := coalesce(NEW, OLD);
BEGIN
    IF touched.name = 'metrics.working_hours' AND touched.user_id IS NOT NULL THEN
        INSERT INTO outpost.metric_mark (user_id) VALUES (touched.user_id);
    END IF;
    RETURN NULL;
END
$fn$;
CREATE TRIGGER outpost_metrics_hours AFTER INSERT OR UPDATE OF value OR DELETE ON outpost.setting
    FOR EACH ROW EXECUTE FUNCTION outpost.mark_working_hours();
REVOKE EXECUTE ON FUNCTION outpost.mark_working_hours() FROM PUBLIC;

-- Which rows a job is about: the ids a user had chosen, sixteen bytes each, in their order.
CREATE TABLE outpost.selection (
    job_id uuid PRIMARY KEY REFERENCES outpost.job (id) ON DELETE CASCADE,
    ids bytea NOT NULL
);
-- Random bytes do not get smaller; trying costs more than writing them.
ALTER TABLE outpost.selection ALTER COLUMN ids SET STORAGE EXTERNAL;

CREATE FUNCTION outpost.unpack_ids(packed bytea) RETURNS SETOF uuid
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE ROWS 5000
AS $fn$
    SELECT encode(substr(packed, place, 16), 'hex')::uuid
    FROM generate_series(1, octet_length(packed), 16) AS place
$fn$;

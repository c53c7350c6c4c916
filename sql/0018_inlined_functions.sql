-- Filters and orders call these for every row. Not STRICT (NULL in is NULL out by what they are made
-- of), they become part of the statement that uses them, which is four times as quick as a call.
CREATE OR REPLACE FUNCTION outpost.fold(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN octet_length(value) = char_length(value) THEN lower(value)
        ELSE lower(regexp_replace(normalize(value, NFKD), '[\u0300-\u036F]', '', 'g')) END;

CREATE OR REPLACE FUNCTION outpost.split_words(value text) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN array_remove(CASE
        WHEN octet_length(value) = char_length(value)
        THEN regexp_split_to_array(lower(value), '[^a-z0-9]+')
        ELSE regexp_split_to_array(outpost.fold(value),
            '[\u0001-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00BF\u00D7\u00F7'
            '\u2000-\u2BFF\u2E00-\u2E7F\u3000-\u3004\u3007-\u3020\uFE00-\uFE6F\uFFFD'
            '\U0001F000-\U0001FAFF]+') END, '');

CREATE OR REPLACE FUNCTION outpost.sort_key(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN left(ltrim(outpost.fold(left(value, 200)), E' \t"''([{<*-_.'), 100);

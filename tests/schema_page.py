"""Writes ``docs/schema.md`` from a database as the program makes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from desktop_app.data.database import Database

PAGE = Path(__file__).parents[1] / "docs" / "schema.md"

_HEAD = """# The database

Made from a database by `python -m tests.schema_page`; a test holds it true.

`public` is the contract that a team's web application shares: these 13 tables, exactly so.
Everything else that Outpost keeps is in `outpost` and may change with any version: read it, and do
not write it. Times are UTC. Your own data is a Postgres away: `outpost db run psql`.
"""
_TITLES = {
    "public": "## public: the contract",
    "outpost": "## outpost: what else Outpost keeps",
}
_COLUMNS = """
SELECT relation.relname, attribute.attname,
       format_type(attribute.atttypid, attribute.atttypmod), attribute.attnotnull,
       coalesce(pg_get_expr(fallback.adbin, fallback.adrelid), ''),
       coalesce((SELECT string_agg(DISTINCT CASE key.contype WHEN 'p' THEN 'key'
                                                WHEN 'u' THEN 'unique' ELSE 'to ' ||
                                                    key.confrelid::regclass::text END, ', ')
                 FROM pg_constraint AS key
                 WHERE key.conrelid = relation.oid AND attribute.attnum = ANY (key.conkey)
                   AND key.contype IN ('p', 'u', 'f')), '')
FROM pg_class AS relation
JOIN pg_attribute AS attribute ON attribute.attrelid = relation.oid AND attribute.attnum > 0
    AND NOT attribute.attisdropped
LEFT JOIN pg_attrdef AS fallback ON fallback.adrelid = relation.oid
    AND fallback.adnum = attribute.attnum
WHERE relation.relnamespace = %s::regnamespace AND relation.relkind = 'r'
ORDER BY relation.relname, attribute.attnum
"""


def page(db: Database) -> str:
    """The page, as Markdown."""
    return "\n".join(_lines(db)) + "\n"


def _lines(db: Database) -> Iterator[str]:
    yield _HEAD.rstrip()
    for schema, title in _TITLES.items():
        yield ""
        yield title
        table = ""
        for name, column, kind, required, default, keys in db.rows(_COLUMNS, (schema,)):
            if name != table:
                table = name
                yield from ("", f"### {schema}.{name}", "")
                yield from ("| column | type | null | default | |", "|---|---|---|---|---|")
            said = f"`{default}`" if default else ""
            yield f"| `{column}` | {kind} | {'' if required else 'yes'} | {said} | {keys} |"


if __name__ == "__main__":
    from tests.benchmarks.harness import workspace

    with workspace() as (opened, _user, _):
        PAGE.write_text(page(opened.db), encoding="utf-8")

"""The database: the only home of peewee and psycopg."""

from __future__ import annotations

from desktop_app.data.driver import load_psycopg

load_psycopg()

"""Making an account, signing in, and what to start with."""

from __future__ import annotations

"""Settings: who one is, where one is signed in, how it looks, and how it is kept safe."""

from __future__ import annotations

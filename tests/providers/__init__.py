"""Providers to sign in with, on this computer: a real one, and one that misbehaves on demand."""

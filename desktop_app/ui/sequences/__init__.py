"""Sequences: their steps, and the leads that are led through them."""

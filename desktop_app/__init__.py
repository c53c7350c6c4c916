"""Outpost: a desktop sales desk that works with the network unplugged."""

__version__ = "0.1.0"

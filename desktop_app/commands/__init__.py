"""The commands, a file for each family.

A file says what its commands take (``register``) and what they do. Heavy imports wait until the
command that needs them runs: every command loads all of these, to tell them apart.
"""

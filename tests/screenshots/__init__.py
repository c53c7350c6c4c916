"""Pictures of screens, to be looked at: ``python -m tests.screenshots metrics FOLDER``."""

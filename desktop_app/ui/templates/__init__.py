"""The screen of templates: list, editor, and what a template comes to for a lead."""

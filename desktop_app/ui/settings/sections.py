"""The sections of the settings."""

SECTIONS = (
    ("mailboxes", "Mailboxes", "ph.envelope-simple"),
    ("team", "Team database", "ph.users-three"),
    ("model", "AI provider", "ph.sparkle"),
    ("profile", "Profile and signature", "ph.user"),
    ("actions", "Actions", "ph.check-square"),
    ("sessions", "Sessions", "ph.desktop"),
    ("appearance", "Appearance", "ph.palette"),
    ("shortcuts", "Shortcuts", "ph.keyboard"),
    ("security", "Security", "ph.shield-check"),
    ("data", "Privacy and data", "ph.database"),
    ("transfer", "Import and export", "ph.arrows-down-up"),
    ("about", "About", "ph.info"),
)
"""Key, title and icon of each, in their order."""

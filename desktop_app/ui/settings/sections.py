"""The sections of the settings."""

SECTIONS = (
    ("mailboxes", "Mailboxes", "ph.envelope-simple"),
    ("model", "AI provider", "ph.sparkle"),
    ("profile", "Profile and signature", "ph.user"),
    ("actions", "Actions", "ph.check-square"),
    ("sessions", "Sessions", "ph.desktop"),
    ("appearance", "Appearance", "ph.palette"),
    ("security", "Security", "ph.shield-check"),
)
"""Key, title and icon of each, in their order."""

from desktop_app.domain.language import tr

"""The sections of the settings."""

SECTIONS = (
    ("mailboxes", tr("Mailboxes"), "ph.envelope-simple"),
    ("team", tr("Team database"), "ph.users-three"),
    ("model", tr("AI provider"), "ph.sparkle"),
    ("profile", tr("Profile and signature"), "ph.user"),
    ("actions", tr("Actions"), "ph.check-square"),
    ("sessions", tr("Sessions"), "ph.desktop"),
    ("appearance", tr("Appearance"), "ph.palette"),
    ("shortcuts", tr("Shortcuts"), "ph.keyboard"),
    ("security", tr("Security"), "ph.shield-check"),
    ("data", tr("Privacy and data"), "ph.database"),
    ("transfer", tr("Import and export"), "ph.arrows-down-up"),
    ("about", tr("About"), "ph.info"),
)
"""Key, title and icon of each, in their order."""

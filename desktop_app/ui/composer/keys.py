"""The keys of writing and sending, for the composer and for whoever shows them."""

SEND_KEY = "Ctrl+Return"
LATER_KEY = "Ctrl+Shift+Return"
NEW_MAIL_KEY = "Ctrl+N"
TEMPLATE_KEY = "Ctrl+T"
AI_KEY = "Ctrl+J"

"""The keys that send, for the composer and for whoever shows them."""

SEND_KEY = "Ctrl+Return"
LATER_KEY = "Ctrl+Shift+Return"

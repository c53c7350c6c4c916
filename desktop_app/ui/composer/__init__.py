"""Writing mail: docked below a conversation, or in a window of its own."""

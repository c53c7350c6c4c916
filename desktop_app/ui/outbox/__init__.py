"""What leaves: the box of the outbox, the notices about it, and the word at the window's foot."""

"""Today: the queue of actions."""

"""What is written for the user, as it comes: followed, asked for, agreed to."""

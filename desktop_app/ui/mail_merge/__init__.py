"""One template to many leads: looked over, then sent."""

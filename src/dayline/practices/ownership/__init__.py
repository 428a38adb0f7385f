"""Which site should own which area, so that work changes hands least, and what a move costs."""

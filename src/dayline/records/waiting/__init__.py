"""What waits on whom, and what changed lately: lists over rows that the fold keeps for them."""

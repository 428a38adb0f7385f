"""What a live thread looks like: its turns, its age, and what is contested in it."""

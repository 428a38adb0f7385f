"""What a handoff needs beyond its contract: drafts, read-back, its score, and its measured loss."""

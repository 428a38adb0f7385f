"""What a kind needs beyond its contract, a folder for each practice."""

"""What somebody has not been told yet."""

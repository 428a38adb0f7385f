"""Records as a log, the newest first, as they stand or stood on a day."""

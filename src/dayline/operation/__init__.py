"""Running Dayline: backups, restoring, and a look at whether all is in order."""

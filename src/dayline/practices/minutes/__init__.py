"""Minutes that were written elsewhere: their decisions and actions come in as records."""

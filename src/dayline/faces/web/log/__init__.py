"""The page of the log: what was asked for, and the graph beside it."""

"""Source files as something to read: their comments and docstrings, and nothing of their code."""

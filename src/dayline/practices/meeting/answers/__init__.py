"""Was it right to meet, or to write? Answers count for rules, never for people."""

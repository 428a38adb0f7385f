"""Answers that were given to acts, kept for a day, so that one act sent twice happens once."""

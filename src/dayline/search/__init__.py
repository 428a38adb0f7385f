"""Search: records in chunks, ranked by words (and vectors, where there are any)."""

"""Read me in: what changed on something since one left, and in which order to read into it."""

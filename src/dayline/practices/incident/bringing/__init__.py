"""Bringing post-mortems in, as acts."""

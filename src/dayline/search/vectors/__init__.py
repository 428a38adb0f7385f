"""Passages as vectors: made in the background where a model is set, and searched exactly."""

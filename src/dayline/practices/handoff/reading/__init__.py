"""Comparing what was handed over with what was understood. Pure, and without any model."""

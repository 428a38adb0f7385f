"""Comparing what was handed over with what was understood. Pure, without any generative model."""

"""Dayline: the written-first operating system of a team that is not awake at the same time."""

__version__ = "0.1.0"

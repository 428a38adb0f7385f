"""Decisions with offsets (who accepted which version) and teeth (what a change set must keep)."""

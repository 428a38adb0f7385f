"""Retrospectives: half in writing, each in their own time, and half together."""

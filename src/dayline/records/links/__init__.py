"""Typed links between records, stated in texts and kept in step at both ends."""

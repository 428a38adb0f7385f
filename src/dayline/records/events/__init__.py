"""What happened, as far as somebody may see it: the journal through the eyes of a person."""

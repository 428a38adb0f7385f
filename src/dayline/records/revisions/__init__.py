"""The revisions of a record: what each said, and when it was so."""

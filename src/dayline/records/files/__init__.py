"""Pictures of records: attached by an act, read with the right of their record."""

"""Tags and areas of records, as rows that a list can be narrowed by."""

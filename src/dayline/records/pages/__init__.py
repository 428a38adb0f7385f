"""Lists of records that are read page by page."""

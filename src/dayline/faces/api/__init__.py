"""The API: `/api/v1`, twins of pages, feeds. The same queries and actions as the pages use."""

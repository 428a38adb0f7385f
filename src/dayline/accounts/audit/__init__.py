"""What auditors read is noted: once a day for each record and page."""

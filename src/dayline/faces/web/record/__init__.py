"""What the pages of one record show, and where each piece stands."""

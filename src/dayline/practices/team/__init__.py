"""A team as an API: what it takes and gives, and what a new version breaks for others."""

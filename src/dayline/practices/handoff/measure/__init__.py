"""What is lost between two sites: measured per pair, template and gap, never per person."""

"""Incidents: a timeline while it happens, claims with evidence and dissent, a short review."""

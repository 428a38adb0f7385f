"""Twenty minutes with somebody of a team that yours depends on, by lot, for whoever likes."""

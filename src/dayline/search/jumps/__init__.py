"""Where somebody wants to go, while they type it."""

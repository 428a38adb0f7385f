"""Questions: asked of the record first, then of whoever is on duty; answers are written down."""

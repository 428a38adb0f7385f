"""Texts as vectors whose nearness is nearness of meaning: by a model here, or by an endpoint."""

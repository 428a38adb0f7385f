"""Texts as vectors whose nearness is nearness of meaning, and a question read with a sentence."""

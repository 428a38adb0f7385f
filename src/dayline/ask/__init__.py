"""Answers from the record: cited sentence by sentence, or the word that nothing is written."""

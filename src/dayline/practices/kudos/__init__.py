"""Kudos: thanks for records that were models of their kind, and a library of them by consent."""

"""Inviting people: a link that lets one person join, until it is over, taken or revoked."""

"""How records stand in addresses."""

from __future__ import annotations


class RefConverter:
    """``D-42`` in an address: ``<ref:ref>``."""

    regex = "[A-Z][A-Z0-9]*-[0-9]+"

    def to_python(self, value: str) -> str:
        """The id as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The id as it stands."""
        return value

"""The workspace and the command line that the tests of faces have."""

from __future__ import annotations

from tests.faces.conftest import dayline, stage

__all__ = ["dayline", "stage"]

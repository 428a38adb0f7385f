"""Accounts are tried on the cast of every story."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.cast import Stage, set_stage

NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
"""The real instant at which these stories begin; credentials know no other time."""


@pytest.fixture
def stage(db: None) -> Stage:
    """Meridian Pay, with everybody in it."""
    return set_stage()

from __future__ import annotations

import pytest

from tests.cast import Stage
from tests.clocks.requests import set_stage_with_requests


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage_with_requests()

from __future__ import annotations

import pytest

from tests.clocks.requests import set_stage_with_requests
from tests.inbox.post import Office


@pytest.fixture
def office(db: None) -> Office:
    return Office(set_stage_with_requests())

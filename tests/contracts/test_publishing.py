"""What is published stays: records are judged by it for ever.

Shown to fail without ``kept`` in ``contracts/apps.py``: the words went, and the rebuild had no row.
"""

from __future__ import annotations

import pytest

from dayline.base.errors import DaylineError
from dayline.contracts.queries import registry
from dayline.journal import queries as journal
from dayline.journal.actions import erase
from dayline.journal.rebuild import rebuild
from tests.cast import set_stage


@pytest.mark.usefixtures("db")
def test_a_published_contract_cannot_be_erased() -> None:
    stage = set_stage()
    published = next(journal.entries(stage.workspace, kinds=("contract.",)))
    with pytest.raises(DaylineError, match=r"contract\.published.*cannot do without"):
        erase(stage.olga, published.index, "by mistake")
    assert registry(stage.workspace).versions[published.subject.partition("/")[0]]
    rebuild(stage.workspace, check=True)

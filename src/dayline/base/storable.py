"""What a database column can hold of a text. The text itself stays whole in the journal.

PostgreSQL's text and ``jsonb`` know no U+0000 (its manual, 8.3 and 8.14), and half of a surrogate
pair has no UTF-8. SQLite takes the first. So that both say the same, neither gets them.
"""

from __future__ import annotations

import re
from typing import Any, Final

_UNFIT: Final = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """``text`` with U+FFFD in place of each U+0000 and each half of a surrogate pair."""
    # Neither is printable, and asking that is cheaper than the search.
    return text if text.isprintable() else _UNFIT.sub("\ufffd", text)


def storable_json(value: Any) -> Any:
    """``value`` with every string in it, keys too, as :func:`storable` gives it."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, (list, tuple)):
        return [storable_json(item) for item in value]
    if isinstance(value, dict):
        return {storable_json(key): storable_json(item) for key, item in value.items()}
    return value

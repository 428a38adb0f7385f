"""All gates by name. A contract may use these and no others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dayline.contracts.gate import Arg, Gate
from dayline.contracts.gates_head import HEAD_GATES
from dayline.contracts.gates_items import ITEM_GATES
from dayline.contracts.gates_people import PEOPLE_GATES
from dayline.contracts.gates_practice import PRACTICE_GATES
from dayline.contracts.gates_sections import SECTION_GATES

__all__ = ["GATES", "Arg", "Gate"]

GATES: Mapping[str, Gate] = MappingProxyType(
    {**SECTION_GATES, **ITEM_GATES, **HEAD_GATES, **PEOPLE_GATES, **PRACTICE_GATES}
)

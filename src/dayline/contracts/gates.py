"""All gates by name. A contract may use these and no others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dayline.contracts.gate import Arg, Gate
from dayline.contracts.gates_people import PEOPLE_GATES
from dayline.contracts.gates_text import TEXT_GATES

__all__ = ["GATES", "Arg", "Gate"]

GATES: Mapping[str, Gate] = MappingProxyType({**TEXT_GATES, **PEOPLE_GATES})

"""Who acts, where and when: the three things every action is told and never looks up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Acting:
    """The context of one act.

    ``workspace`` is the tenant's key, ``actor`` a person id such as ``P-3`` (or ``system``),
    ``at`` the instant of the act, aware and in UTC; it is injected so that time can be simulated.
    """

    workspace: int
    actor: str
    at: datetime

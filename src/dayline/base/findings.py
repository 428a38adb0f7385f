"""The result of a check: where, which rule, what is wrong, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters. Only errors make ``dayline check`` exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend.

    ``rule`` is a stable id such as ``field-missing``; ``line`` and ``column`` count from 1 and
    are 0 when the finding concerns the whole file; ``remedy`` is an instruction, not a hint.
    """

    rule: str
    message: str
    remedy: str
    path: str = ""
    line: int = 0
    column: int = 0
    severity: Severity = Severity.ERROR

    @property
    def place(self) -> str:
        """``path:line``, as editors and terminals link it."""
        return f"{self.path}:{self.line}" if self.line else self.path

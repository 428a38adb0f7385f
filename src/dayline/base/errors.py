"""Refusals that help: what happened, what was kept, what to do next.

Every error that a person can meet is a :class:`DaylineError`. Faces print its three sentences
and never a stack trace; scripts read ``code``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from dayline.base.findings import Finding


class DaylineError(Exception):
    """A refusal.

    ``what`` says what happened, ``kept`` what is safe, ``do`` the next step; ``findings`` point
    at places in texts, ``field`` names the one input that is meant, where it is one.
    ``code`` is stable and is what programs compare.
    """

    code: ClassVar[str] = "refused"

    def __init__(
        self,
        what: str,
        *,
        kept: str = "",
        do: str = "",
        findings: Sequence[Finding] = (),
        field: str = "",
    ) -> None:
        super().__init__(what)
        self.what = what
        self.kept = kept
        self.do = do
        self.findings = tuple(findings)
        self.field = field

    def __str__(self) -> str:
        return " ".join(part for part in (self.what, self.kept, self.do) if part)


class HostileInput(DaylineError):
    """Input past a stated limit (size, depth, count), refused before it can do harm."""

    code = "hostile-input"


class InvalidInput(DaylineError):
    """Input that cannot be understood; ``findings`` name file and line."""

    code = "invalid-input"


class NotFound(DaylineError):
    """Nothing has that name, or the asker may not see it: the two read the same."""

    code = "not-found"


class Forbidden(DaylineError):
    """The actor does not hold a role that may do this."""

    code = "forbidden"


class GatesClosed(DaylineError):
    """A move whose gates do not hold; ``findings`` are the things to do."""

    code = "gates-closed"


class Conflict(DaylineError):
    """The record moved on since it was read. Both texts are kept."""

    code = "conflict"

    def __init__(self, what: str, *, theirs: str, yours: str, kept: str = "", do: str = "") -> None:
        super().__init__(what, kept=kept, do=do)
        self.theirs = theirs
        self.yours = yours


class BrokenProof(DaylineError):
    """The journal does not match its own hashes. Dayline stops rather than guess."""

    code = "broken-proof"

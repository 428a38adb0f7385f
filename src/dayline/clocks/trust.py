"""Whether to believe the clock. Pure.

What fires cannot be taken back. A wall clock that leaps ahead of the steady clock of the machine
may have been wrong before or may be wrong now; nobody can tell, so a worker waits a little for
somebody to set it right, and then believes it. Deadlines are late by that much, none is lost.
"""

from __future__ import annotations

from dataclasses import dataclass

LEAP = 3600.0
PATIENCE = 60.0


@dataclass
class Trust:
    """Compares the wall clock with a clock that cannot be set; both in seconds."""

    offset: float | None = None
    leapt_at: float | None = None

    def believes(self, wall: float, steady: float) -> bool:
        """Whether a worker may act by ``wall``. Clocks that go back are believed at once."""
        offset = wall - steady
        if self.offset is None or offset - self.offset < LEAP:
            self.offset, self.leapt_at = offset, None
            return True
        if self.leapt_at is None:
            self.leapt_at = steady
        if steady - self.leapt_at < PATIENCE:
            return False
        self.offset, self.leapt_at = offset, None
        return True

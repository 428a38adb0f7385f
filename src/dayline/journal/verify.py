"""Hash the whole journal again and say where it was changed.

The walk reads one tile (256 entries) at a time, so memory does not grow with the journal. Heads
that were remembered outside the database are compared as the walk passes their sizes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from dayline.base.errors import BrokenProof
from dayline.journal.checkpoint import Checkpoint
from dayline.journal.queries import origin_of
from dayline.journal.remembered import remember, remembered
from dayline.journal.walk import Fault, Walk

_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a walk found. ``heads`` counts the earlier heads that were compared."""

    origin: str
    size: int
    root: bytes
    erased: int
    heads: int
    faults: tuple[Fault, ...]

    @property
    def first_bad(self) -> int | None:
        """The index from which on the journal cannot be trusted; None when it is whole."""
        return self.faults[0].index if self.faults else None

    def summary(self) -> dict[str, object]:
        """The same for programs."""
        return {
            "size": self.size,
            "root": self.root.hex(),
            "erased": self.erased,
            "heads": self.heads,
            "first_bad": self.first_bad,
            "faults": [str(fault) for fault in self.faults],
        }


def verify_journal(
    workspace: int,
    *,
    heads: Iterable[Checkpoint] = (),
    advance: Callable[[int], object] | None = None,
    keep: bool = True,
) -> Verdict:
    """Check every entry, payload, tile, signature and earlier head of a workspace.

    ``heads`` are tree heads known from elsewhere (an auditor's, a witness's), beside those
    remembered in ``DAYLINE_HOME``; ``advance(n)`` is told of n entries done. The head of a
    whole journal is remembered in turn, unless ``keep`` is False. Raises :class:`BrokenProof`
    that names the first bad index.
    """
    verdict = examine(workspace, heads=heads, advance=advance)
    if verdict.faults:
        raise BrokenProof(
            f"The journal of {verdict.origin} was changed: {verdict.faults[0]}.",
            kept="Dayline changed nothing.",
            do="Stop writing, keep this database as evidence, restore the last good backup.",
        )
    if keep:
        remember(Checkpoint(verdict.origin, verdict.size, verdict.root))
    return verdict


def examine(
    workspace: int,
    *,
    heads: Iterable[Checkpoint] = (),
    advance: Callable[[int], object] | None = None,
) -> Verdict:
    """As :func:`verify_journal`, but what was changed is told and not raised."""
    known = {*heads, *remembered(origin_of(workspace))}
    walk = Walk(workspace, known)
    walk.run(advance or _unwatched)
    return Verdict(
        walk.origin,
        walk.size,
        walk.tree.root(),
        len(walk.erased),
        walk.compared,
        _plainest(walk.faults),
    )


def _unwatched(_: int) -> None:
    pass


def _plainest(faults: list[Fault]) -> tuple[Fault, ...]:
    """The faults in order; one that a narrower fault explains is left out."""
    found = sorted(set(faults))
    return tuple(
        fault
        for fault in found
        if not any(
            fault.index <= other.index <= other.last <= fault.last
            and other.last - other.index < fault.last - fault.index
            for other in found
        )
    )[:_FAULTS]

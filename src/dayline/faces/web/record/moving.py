"""The moves of a record as its page offers them: one first, the others after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dayline.base.findings import Finding
from dayline.contracts.terms import Contract, Move
from dayline.records.prospects import Prospect

_BY_ANSWER = ("field-missing", "link-missing")
_RULED_OUT = ("gate-field-is", "gate-read-back-not-asked")


@dataclass(frozen=True)
class Todo:
    """A thing to do before a move; ``address`` is where, "" where only a person can help."""

    what: str
    remedy: str
    address: str
    place: str


@dataclass(frozen=True)
class Step:
    """A move as the page offers it. ``todo`` leaves out what its own form asks for."""

    ref: str
    move: Move
    to: str
    mine: bool
    open: bool
    todo: tuple[Todo, ...]
    reads_back: bool
    ruled_out: bool

    @property
    def title(self) -> str:
        """What stands on the button: the contract's word."""
        return self.move.title or self.move.name.replace("_", " ").capitalize()

    @property
    def address(self) -> str:
        """The page on which the move is made."""
        return f"/{self.ref}/read-back" if self.reads_back else f"/{self.ref}/move/{self.move.name}"

    @property
    def at_once(self) -> bool:
        """Whether one press of the button is enough: nothing to do and nothing to answer."""
        return self.open and not (self.move.asks or self.reads_back or self.move.implied)


def steps(ref: str, contract: Contract, found: Sequence[Prospect]) -> list[Step]:
    """The moves in the contract's order."""
    return [_step(ref, contract.moves[one.name], one) for one in found]


def _step(ref: str, move: Move, found: Prospect) -> Step:
    asked = [one for one in found.findings if _answers(one, move)]
    todo = [one for one in found.findings if one not in asked]
    things = [_todo(ref, one) for one in todo]
    if found.code and found.code != "gates-closed":
        things = [Todo(what, remedy, "", "") for what, remedy in found.todo]
    return Step(
        ref,
        move,
        found.to,
        mine=found.code != "wrong-role",
        open=not things,
        todo=tuple(things),
        reads_back=reads_back(move),
        ruled_out=any(one.rule in _RULED_OUT for one in todo),
    )


def _answers(finding: Finding, move: Move) -> bool:
    """Whether the move's own form mends the finding."""
    return finding.rule in _BY_ANSWER and any(f"`{name}`" in finding.message for name in move.asks)


def _todo(ref: str, finding: Finding) -> Todo:
    if finding.rule == "gate-no-open-concern":
        return Todo(finding.message, finding.remedy, f"/{ref}#remarks", "the concern")
    if finding.rule == "gate-receipt-covers":
        return Todo(finding.message, finding.remedy, f"/{ref}/read-back", "read back")
    if finding.rule == "gate-not-the-author":
        return Todo(finding.message, finding.remedy, "", "")
    where = f"/{ref}/edit?line={finding.line}" if finding.line else f"/{ref}/edit"
    return Todo(finding.message, finding.remedy, where, f"line {finding.line}")


def reads_back(move: Move) -> bool:
    """Whether the move waits for a read-back."""
    return any(
        gate.name == "receipt_covers" and gate.args.get("kind", "read_back") == "read_back"
        for gate in move.gates
    )


def first_of(found: Sequence[Step]) -> Step | None:
    """The next move for whoever reads: the first of theirs, even where things are still to do.

    One that the record's fields rule out (urgent work is not accepted as routine) comes last. What
    asks for a reason (to reject, to contest, to withdraw) is never put forward, nor is discarding.
    """
    own = [
        step
        for step in found
        if step.mine and "reason" not in step.move.asks and not step.move.implied
    ]
    return min(own, key=lambda step: step.ruled_out, default=None)

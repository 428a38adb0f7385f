"""Records that belong together: what they say of each other, and what is missing among them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dayline.base.findings import Finding, Severity
from dayline.records.detection import Detected, assigned, detect, dialect_of
from dayline.records.dialect.document import Read
from dayline.records.dialect.model import Dialect
from dayline.records.dialect.values import DatedUrl
from dayline.records.lineage import Edge, Lineage, lineage

__all__ = [
    "Collection", "Collision", "Detected", "Edge", "Window", "assigned", "collection", "collisions",
    "detect", "dialect_of", "edges_of", "missing_numbers", "next_number", "windows",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Collection:
    """A set of documents read together.

    ``by_ref`` are its records, ``edges`` what they state of each other and of records outside,
    ``dangling`` the edges whose target is none of them. ``missing_numbers`` are the gaps of a
    numbering without gaps; ``successorless`` the refs whose status says superseded while
    nobody says by what; ``unmarked`` those that have a successor under another status.
    """

    reads: tuple[Read, ...]
    by_ref: Mapping[str, Read]
    edges: tuple[Edge, ...]
    dangling: tuple[Edge, ...]
    lineage: Lineage
    missing_numbers: tuple[int, ...]
    successorless: tuple[str, ...]
    unmarked: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def one_sided(self) -> tuple[tuple[str, str], ...]:
        """Pairs of old and new that only one of the two states."""
        return self.lineage.only_new_says + self.lineage.only_old_says

    @property
    def current_of(self) -> Mapping[str, tuple[str, ...]]:
        """Each superseded record with what is in force instead."""
        return self.lineage.current_of


def collection(reads: Iterable[Read]) -> Collection:
    """What a set of documents says as a whole. Order of ``reads`` is the order of results."""
    everything = tuple(reads)
    by_ref: dict[str, Read] = {}
    twice: list[Finding] = []
    for read in everything:
        if not read.ref:
            continue
        first = by_ref.setdefault(read.ref, read)
        if first is not read:
            twice.append(_twice(first, read))
    edges = tuple(edges_of(everything))
    moved = {f"{read.dialect.prefix}-{read.number}" for read in everything if read.moved_to}
    dangling = tuple(
        edge for edge in edges if edge.target not in by_ref and edge.target not in moved
    )
    line = lineage(edges)
    successorless = tuple(
        ref for ref, read in by_ref.items()
        if read.state == "superseded" and not _followed(ref, line, edges)
    )  # fmt: skip
    unmarked = tuple(
        old for old in line.successors
        if old in by_ref and by_ref[old].status.stated and by_ref[old].state != "superseded"
    )  # fmt: skip
    missing = missing_numbers(everything)
    findings = (
        *twice,
        *_gap_findings(missing),
        *_status_findings(tuple(by_ref.values())),
        *_lineage_findings(by_ref, line, successorless, unmarked),
        *_window_findings(by_ref, everything),
    )
    return Collection(
        everything, by_ref, edges, dangling, line, missing, successorless, unmarked, findings
    )


def edges_of(reads: Iterable[Read]) -> Iterator[Edge]:
    """The links that records state, as edges. A link to oneself is none."""
    for read in reads:
        if not read.ref:
            continue
        for link in read.links:
            yield Edge(read.ref, link.type, link.means, link.target, read.path, link.line)


def _followed(ref: str, line: Lineage, edges: Sequence[Edge]) -> bool:
    """Whether anybody names a successor, be it of a part only."""
    if ref in line.successors:
        return True
    return any(
        (edge.source == ref and edge.means == "superseded_in_part_by")
        or (edge.target == ref and edge.means == "supersedes_in_part")
        for edge in edges
    )


def missing_numbers(reads: Iterable[Read]) -> tuple[int, ...]:
    """The numbers left out of collections that number without gaps, from their lowest."""
    by_place: dict[tuple[str, str], set[int]] = {}
    for read in reads:
        if read.number is None or not (read.ref or read.moved_to):
            continue
        if read.dialect.numbering == "sequential":
            place = (read.path.rpartition("/")[0], read.dialect.prefix)
            by_place.setdefault(place, set()).add(read.number)
    missing: set[int] = set()
    for numbers in by_place.values():
        span = max(numbers) - min(numbers) + 1
        if span <= 2 * len(numbers) + 10:  # years or issue numbers leave holes on purpose
            missing |= set(range(min(numbers), max(numbers) + 1)) - numbers
    return tuple(sorted(missing))


def next_number(reads: Iterable[Read], *, taken: Iterable[int] = ()) -> int:
    """The number for a new record: one past the highest in use, here or in ``taken``."""
    numbers = [read.number for read in reads if read.number is not None and read.ref]
    return max([*numbers, *taken], default=0) + 1


def _twice(first: Read, second: Read) -> Finding:
    return Finding(
        "number-duplicate",
        f"{second.ref} is already {first.path}.",
        "Give one of the two another number.",
        second.path,
        1,
    )


def _gap_findings(missing: Sequence[int]) -> Iterator[Finding]:
    if missing:
        shown = ", ".join(str(number) for number in missing[:20])
        yield Finding(
            "number-missing",
            f"The numbering leaves out {shown}{' and more' if len(missing) > 20 else ''}.",
            "If a record was withdrawn, keep its file and say so in its status.",
            severity=Severity.NOTE,
        )


def _status_findings(records: Sequence[Read]) -> Iterator[Finding]:
    """Records without a status where most have one; where most have none, none is missed."""
    silent = [read for read in records if not read.status.stated]
    if 2 * len(silent) >= len(records):
        return
    for read in silent:
        yield _about(
            read, "status-missing", "No status is stated, so that it is in no state.",
            "State one as the others do.", Severity.NOTE,
        )  # fmt: skip


def _lineage_findings(
    by_ref: Mapping[str, Read], line: Lineage, successorless: Sequence[str], unmarked: Sequence[str]
) -> Iterator[Finding]:
    for old, new in line.only_new_says:
        if old in by_ref:
            yield _about(
                by_ref[old], "link-one-sided",
                f"{new} says that it supersedes {old}; {old} does not.",
                f"State {new} as the successor here.", Severity.WARNING,
            )  # fmt: skip
    for old, new in line.only_old_says:
        if new in by_ref:
            yield _about(
                by_ref[new], "link-one-sided",
                f"{old} says that {new} supersedes it; {new} does not.",
                f"State here that this supersedes {old}.", Severity.WARNING,
            )  # fmt: skip
    for ref in successorless:
        yield _about(
            by_ref[ref], "successor-missing", f"{ref} is superseded and nothing says by what.",
            "Name the successor, or use another status.", Severity.WARNING,
        )  # fmt: skip
    for ref in unmarked:
        names = ", ".join(line.successors[ref])
        yield _about(
            by_ref[ref], "status-behind",
            f"{ref} has the successor {names} and the status {by_ref[ref].status.word[:40]}.",
            "Say superseded, or say which part lives on.", Severity.NOTE,
        )  # fmt: skip
    for ring in line.cycles:
        yield _about(
            by_ref[ring[0]], "lineage-cycle", f"{', '.join(ring)} supersede each other.",
            "Remove the link that points back.", Severity.ERROR,
        )  # fmt: skip


def _about(read: Read, rule: str, message: str, remedy: str, severity: Severity) -> Finding:
    line = read.status.line or read.title_line or 1
    return Finding(rule, message, remedy, read.path, line, severity=severity)


@dataclass(frozen=True, slots=True)
class Collision:
    """Two sides of a branch that gave one number to different files."""

    ref: str
    ours: str
    theirs: str
    free: int

    def finding(self) -> Finding:
        """The collision as something to mend."""
        return Finding(
            "number-collision",
            f"{self.ref} is {self.theirs} on the other branch.",
            f"Take the next free number, {self.free}.",
            self.ours,
            1,
        )


def collisions(
    ours: Iterable[str], theirs: Iterable[str], dialect: Dialect, *, taken: Iterable[int] = ()
) -> list[Collision]:
    """Numbers that ``ours`` and ``theirs`` (paths added on each side) give to different files.

    ``taken`` are numbers in use on either side already; each collision is offered a free
    number of its own.
    """
    mine, yours = _numbered(ours, dialect), _numbered(theirs, dialect)
    highest = max([*mine, *yours, *taken], default=0)
    found: list[Collision] = []
    for number in sorted(mine.keys() & yours.keys()):
        for path in mine[number]:
            if path not in yours[number]:
                highest += 1
                ref = f"{dialect.prefix}-{number}"
                found.append(Collision(ref, path, yours[number][0], highest))
    return found


def _numbered(paths: Iterable[str], dialect: Dialect) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for path in sorted(paths):
        match = dialect.files.record(path)
        number = match.groupdict().get("number") if match else None
        if number is not None and not dialect.files.is_template(path):
            found.setdefault(int(number), []).append(path)
    return found


@dataclass(frozen=True, slots=True)
class Window:
    """How long a proposal was open: created, first and last post, resolved; days between the
    first post and the resolution. A negative number of days is impossible and says so."""

    ref: str
    created: date | None
    first: date | None
    last: date | None
    closed: date
    days: int | None

    @property
    def possible(self) -> bool:
        """Whether time runs forward in it."""
        return self.days is None or self.days >= 0


def windows(reads: Iterable[Read]) -> Iterator[Window]:
    """The windows of records that state when they were resolved."""
    for read in reads:
        named = read.dialect.window
        closed = read.value(named.get("closed", ""))
        if isinstance(closed, DatedUrl):
            closed = closed.date
        if not isinstance(closed, date):
            continue
        asked = read.value(named.get("asked", ""))
        posts = sorted(asked) if isinstance(asked, tuple) else []
        created = read.value(named.get("opened", ""))
        first = posts[0] if posts else None
        yield Window(
            read.ref, created if isinstance(created, date) else None, first,
            posts[-1] if posts else None, closed, (closed - first).days if first else None,
        )  # fmt: skip


def _window_findings(by_ref: Mapping[str, Read], reads: Iterable[Read]) -> Iterator[Finding]:
    for window in windows(reads):
        if not window.possible and window.ref in by_ref:
            read = by_ref[window.ref]
            stated = read.fields.get(read.dialect.window["closed"])
            yield Finding(
                "window-impossible",
                f"{window.ref} was resolved on {window.closed}, before its first post on "
                f"{window.first}.",
                "Correct the date that is wrong.",
                read.path,
                stated.line if stated else 1,
                severity=Severity.WARNING,
            )

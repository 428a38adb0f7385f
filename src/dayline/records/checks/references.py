"""What records say of each other: references to nobody, and lineage that only one end states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dayline.base.findings import Finding, Severity
from dayline.records.checks.placing import root_of
from dayline.records.collection import collection
from dayline.records.dialect import Dialect, Read
from dayline.records.dialect.references import ref_of_file

_SURE = frozenset(("field", "status"))


class References:
    """Which records there are, by the names of the files of the set."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._known: dict[str, frozenset[str]] = {}

    def known(self, dialect: Dialect) -> frozenset[str]:
        """The refs of every file that ``dialect`` would call a record."""
        held = self._known.get(dialect.name)
        if held is None:
            files, prefix = dialect.files, dialect.prefix
            found = {ref_of_file(path, files, prefix) for path in self._texts}
            held = self._known[dialect.name] = frozenset(found)
        return held


def dangling(read: Read, references: References) -> Iterator[Finding]:
    """Links of a record to records that are not there.

    A header and a status are meant to be followed: there it is an error. A sentence may speak of
    a record elsewhere: there it is a warning.
    """
    if not read.links or not read.ref:
        return
    known = references.known(read.dialect)
    for link in read.links:
        if link.target in known or not link.target.startswith(f"{read.dialect.prefix}-"):
            continue
        yield Finding(
            "ref-dangling",
            f"`{link.type}` names {link.target}, which is not in this collection.",
            "Correct the number, or add the record.",
            read.path,
            link.line,
            0,
            Severity.ERROR if link.origin in _SURE else Severity.WARNING,
        )


def lineage_faults(reads: Iterable[Read]) -> Iterator[Finding]:
    """What whole collections show: numbers given twice or left out, half-stated successions."""
    sets: dict[tuple[str, str], list[Read]] = {}
    for read in reads:
        if read.ref:
            sets.setdefault((root_of(read.path, read.dialect), read.dialect.prefix), []).append(
                read
            )
    for (root, _), members in sets.items():
        for found in collection(members).findings:
            yield found if found.path else _placed(found, root)


def _placed(found: Finding, root: str) -> Finding:
    """A finding about a whole collection stands at its folder."""
    return Finding(
        found.rule, found.message, found.remedy, root or ".", 0, found.column, found.severity
    )

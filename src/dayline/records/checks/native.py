"""Dayline's own records: their contract, their ids, both ends of their links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dayline.base.errors import DaylineError
from dayline.base.findings import Finding, Severity
from dayline.base.ids import parse_ref
from dayline.contracts.facts import Facts
from dayline.contracts.reading import did_you_mean
from dayline.contracts.rules import check_record
from dayline.contracts.terms import Contract
from dayline.records.rules import Stated, read_native

Kinds = Callable[[str], Contract | None]
"""The contract that ``decision/1`` or ``decision`` names, None when there is none."""


@dataclass(frozen=True, slots=True)
class Native:
    """A record under a contract, as its text states it."""

    path: str
    text: str
    contract: Contract
    stated: Stated

    @property
    def ref(self) -> str:
        """Its id, such as ``D-42``; "" when the text gives none."""
        ref = parse_ref(str(self.stated.head.fields.get("id") or ""))
        return str(ref) if ref else ""


class Natives:
    """Takes the records under contracts of a set, and judges them together."""

    def __init__(self, kinds: Kinds, known: Callable[[], Iterable[str]]) -> None:
        self._kinds = kinds
        self._known = known
        self._taken: list[Native] = []

    def take(self, path: str, text: str, name: str) -> tuple[Native | None, list[Finding]]:
        """The record at ``path`` under the contract ``name``, or what stood in the way."""
        record, found = read(path, text, name, self._kinds, self._known)
        if record is not None:
            self._taken.append(record)
        return record, found

    def faults(self, *, whole: bool) -> Iterator[Finding]:
        """What is wrong with the records; of the whole set also what they say of each other."""
        kinds = {one.ref: one.contract.name for one in self._taken}
        prefixes = {one.contract.prefix for one in self._taken}

        def resolves(reference: str) -> bool:
            # Of a part of a set, nothing can be said about ids that it does not hold.
            return not whole or reference in kinds or reference.partition("-")[0] not in prefixes

        for one in self._taken:
            yield from faults(one, kinds, resolves)
        if whole:
            yield from set_faults(self._taken)


def read(
    path: str, text: str, name: str, kinds: Kinds, known: Callable[[], Iterable[str]]
) -> tuple[Native | None, list[Finding]]:
    """The record, or what stood in the way of reading it."""
    contract = kinds(name)
    if contract is None:
        line = text.count("\n", 0, text.find("contract:")) + 1
        message = f"There is no contract `{name[:60]}`."
        remedy = did_you_mean(name.partition("/")[0], known(), what="contracts")
        return None, [Finding("contract-unknown", message, remedy, path, line)]
    try:
        return Native(path, text, contract, read_native(contract, text, path=path)), []
    except DaylineError as error:
        return None, list(error.findings) or [Finding(error.code, error.what, error.do, path)]


def faults(native: Native, refs: dict[str, str], resolves: Callable[[str], bool]) -> list[Finding]:
    """What the contract finds wrong in the record's present state.

    ``refs`` maps the ids of the set to their kinds; ``resolves`` tells whether an id exists.
    """
    stated = native.stated
    links: dict[str, tuple[str, ...]] = {}
    for link in stated.links:
        links[link.type] = (*links.get(link.type, ()), link.target)
    facts = Facts(
        contract=native.contract,
        text=native.text,
        outline=stated.outline,
        fields=stated.fields,
        field_lines=stated.head.lines,
        state=stated.state,
        author=stated.author,
        resolved=resolves,
        kind_of=lambda ref: refs.get(ref, ""),
        links=links,
        path=native.path,
        ref=native.ref,
        prefixes=frozenset({native.contract.prefix}),
    )
    return check_record(native.contract, facts)


def set_faults(natives: Iterable[Native]) -> Iterator[Finding]:
    """Ids that two records claim, and links that only one end states."""
    by_ref: dict[str, Native] = {}
    for native in natives:
        first = by_ref.setdefault(native.ref, native) if native.ref else native
        if first is not native:
            line = native.stated.head.lines.get(("id",), 1)
            message = f"{native.ref} is already {first.path}."
            yield Finding(
                "number-duplicate", message, "Give one of the two another id.", native.path, line
            )
    for native in by_ref.values():
        yield from _one_sided(native, by_ref)


def _one_sided(native: Native, by_ref: dict[str, Native]) -> Iterator[Finding]:
    for link in native.stated.links:
        other = by_ref.get(link.target)
        inverse = _inverse(native.contract, link.type)
        if other is None or not inverse or _states(other, inverse, native.ref):
            continue
        yield Finding(
            "link-one-sided",
            f"{native.ref} says `{link.type}: {link.target}`; {link.target} does not say so.",
            f"Add `{inverse}: {native.ref}` to {link.target}, or use `dayline link`.",
            native.path,
            native.stated.head.lines.get((link.type,), 1),
            0,
            Severity.NOTE,
        )


def _states(native: Native, type_: str, target: str) -> bool:
    return any(link.type == type_ and link.target == target for link in native.stated.links)


def _inverse(contract: Contract, type_: str) -> str:
    if type_ in contract.links:
        return contract.links[type_].inverse
    return next((link.name for link in contract.links.values() if link.inverse == type_), "")

"""Acts on plain files, with no workspace: a new record, a move, a link. The same pure rules.

There is no directory of people here, so roles are not checked: the repository's own reviews are
what guards its files. Everything else that a gate asks for is asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dayline.base.errors import GatesClosed, InvalidInput, NotFound
from dayline.base.head_edits import set_field
from dayline.base.heads import split
from dayline.base.ids import parse_ref, slug
from dayline.contracts import library
from dayline.contracts.facts import Facts
from dayline.contracts.rules import Refusal, check_move
from dayline.contracts.template import blank
from dayline.contracts.terms import BUILT_IN_ROLES, Contract
from dayline.records.collection import next_number
from dayline.records.folder import walk
from dayline.records.links.rules import inverse_of, link_names, with_link
from dayline.records.own_contracts import contract_files
from dayline.records.reading import Reading, read_folder
from dayline.records.rules import read_native

FieldValues = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that an act wrote: its path and the state of its record."""

    path: Path
    ref: str
    state: str


def contracts_of(folder: Path) -> dict[str, Contract]:
    """The contracts that a folder's records may name: those that ship, and the folder's own.

    A team adds a kind of its own by one file ``.dayline/contracts/<kind>.yaml`` in the folder
    or one above it.
    """
    from dayline.contracts.language import parse_contract

    known = dict(library.released())
    for path in contract_files(folder):
        contract = parse_contract(path.read_text(encoding="utf-8"), path=str(path))
        known[contract.name] = contract
    return known


def new_file(
    folder: Path, kind: str, *, title: str, author: str, fields: FieldValues | None = None
) -> Path:
    """Write a new native record into ``folder``, numbered after those that are there."""
    contract = _named(contracts_of(folder), kind)
    taken = [0]
    if folder.exists():
        reads = [read for read in read_folder(walk(folder)).records if _prefix(read.ref, contract)]
        taken = [next_number(reads) - 1]
    number = taken[0] + 1
    text = blank(
        contract,
        ref=f"{contract.prefix}-{number}",
        title=title,
        author=author,
        fields=fields,
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{number:04}-{slug(title or contract.title)}.md"
    with path.open("x", encoding="utf-8") as file:
        file.write(text)
    return path


def _prefix(ref: str, contract: Contract) -> bool:
    known = parse_ref(ref)
    return known is not None and known.prefix == contract.prefix


def _named(contracts: Mapping[str, Contract], reference: str) -> Contract:
    name = reference.partition("/")[0]
    if name not in contracts:
        raise NotFound(
            f"There is no contract called {name!r}.",
            do=f"Choose one of: {', '.join(sorted(contracts))}.",
        )
    return contracts[name]


def move_file(
    path: Path, name: str, *, fields: FieldValues | None = None, today: date
) -> list[Changed]:
    """Make a move of the contract that a file names, and what it does to linked files.

    Raises :class:`GatesClosed` with what is still to do; then no file is changed.
    """
    contracts = contracts_of(path.parent)
    text = path.read_bytes().decode()
    for field, value in (fields or {}).items():
        text = set_field(text, field, value if isinstance(value, str) else list(value))
    contract = _contract_of(contracts, path, text)
    neighbours = _neighbours(path)
    facts = facts_of_file(contract, path, text, neighbours, today=today)
    outcome = check_move(contract, facts, name)
    if isinstance(outcome, Refusal):
        raise GatesClosed(
            outcome.reason, kept="No file was changed.", do=outcome.do, findings=outcome.findings
        )
    writes = {path: set_field(text, "state", outcome.to)}
    changed = [Changed(path, facts.ref, outcome.to)]
    for partner in outcome.partners:
        other = neighbours.path_of(partner.ref)
        theirs = set_field(other.read_bytes().decode(), "state", partner.to)
        inverse = inverse_of(contract, partner.link)
        writes[other] = with_link(theirs, inverse, facts.ref, present=True) if inverse else theirs
        changed.append(Changed(other, partner.ref, partner.to))
    for target, content in writes.items():
        target.write_bytes(content.encode())
    return changed


def link_files(path: Path, type_: str, target: str, *, present: bool) -> list[Changed]:
    """State a link in a file and its inverse in the file of the target."""
    contracts = contracts_of(path.parent)
    text = path.read_bytes().decode()
    contract = _contract_of(contracts, path, text)
    if type_ not in link_names(contract):
        raise InvalidInput(
            f"A {contract.name} has no link {type_!r}.",
            do=f"Choose one of: {', '.join(link_names(contract))}.",
        )
    neighbours = _neighbours(path)
    other = neighbours.path_of(target)
    own = str(split(text, path=str(path)).fields.get("id") or "")
    ref = parse_ref(target)
    writes = {path: with_link(text, type_, str(ref) if ref else target, present=present)}
    inverse = inverse_of(contract, type_)
    if inverse:
        writes[other] = with_link(other.read_bytes().decode(), inverse, own, present=present)
    for place, content in writes.items():
        place.write_bytes(content.encode())
    return [Changed(place, "", "") for place in writes]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The records beside a file, by id."""

    root: Path
    reading: Reading

    def path_of(self, ref: str) -> Path:
        """The file of a record. Raises :class:`NotFound`."""
        parsed = parse_ref(ref)
        read = self.reading.collection.by_ref.get(str(parsed) if parsed else ref)
        if read is None:
            raise NotFound(f"There is no {ref} in {self.root}.", do="See: dayline list PATH.")
        return self.root / read.path

    def resolver(self, outline_anchors: frozenset[str]) -> Callable[[str], bool]:
        """Whether an id, an anchor or a relative path exists, seen from the folder."""
        known = self.reading.collection.by_ref

        def resolves(reference: str) -> bool:
            ref = parse_ref(reference)
            if ref is not None:
                return str(ref) in known
            if reference.startswith("#"):
                return reference[1:] in outline_anchors
            return (self.root / reference.partition("#")[0]).exists()

        return resolves

    def kind_of(self, reference: str) -> str:
        """The kind of a record beside the file; "" when there is none."""
        from dayline.records.reading import kind_of

        read = self.reading.collection.by_ref.get(reference.upper())
        return kind_of(read) if read else ""


def _neighbours(path: Path) -> Neighbours:
    return Neighbours(path.parent, read_folder(walk(path.parent)))


def _contract_of(contracts: Mapping[str, Contract], path: Path, text: str) -> Contract:
    named = str(split(text, path=str(path)).fields.get("contract") or "")
    if not named:
        raise InvalidInput(
            f"{path} names no contract, so Dayline does not know its moves.",
            do="Import the folder into a workspace, or write `contract: decision/1` at its top.",
        )
    return _named(contracts, named)


def facts_of_file(
    contract: Contract, path: Path, text: str, neighbours: Neighbours, *, today: date
) -> Facts:
    """What a gate may ask of a file; everybody who can write the file holds every role."""
    stated = read_native(contract, text, path=str(path))
    links: dict[str, tuple[str, ...]] = {}
    for link in stated.links:
        links[link.means] = (*links.get(link.means, ()), link.target)
    return Facts(
        contract=contract,
        text=text,
        outline=stated.outline,
        fields=stated.fields,
        field_lines=stated.head.lines,
        state=stated.state,
        author=stated.author,
        ref=str(stated.head.fields.get("id") or ""),
        resolved=neighbours.resolver(stated.outline.anchors),
        kind_of=neighbours.kind_of,
        roles_of_actor=frozenset({*BUILT_IN_ROLES, *contract.fields}),
        links=links,
        path=str(path),
        today=today.isoformat(),
        prefixes=frozenset(one.prefix for one in contracts_of(path.parent).values()),
    )

"""What the rules must be told about a record before it changes: its text, who holds which role."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import Conflict, InvalidInput
from dayline.base.ids import parse_ref
from dayline.contracts.facts import CommentFact, Facts, ReceiptFact
from dayline.contracts.queries import Registry
from dayline.contracts.terms import BUILT_IN_ROLES, Contract
from dayline.people.queries import SYSTEM, Directory
from dayline.records import queries
from dayline.records.judges import verdict
from dayline.records.packing import StatedLink
from dayline.records.queries import Record
from dayline.records.remarks import queries as said
from dayline.records.rules import Stated
from dayline.records.script import Script


def text_of(record: Record) -> str:
    """The current text. Raises :class:`InvalidInput` when it was erased or is no UTF-8."""
    content = queries.content(record)
    if content is None:
        raise InvalidInput(f"The text of {record.ref} was erased.", do="Open a new record instead.")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise InvalidInput(
            f"{record.ref} is not UTF-8 text (byte {error.start}).",
            kept="Its bytes are kept as they came.",
            do="Convert the file to UTF-8 and import it again.",
        ) from None


def check_expected(record: Record, expect: int, yours: str) -> None:
    """Refuse an edit of a revision that is no longer the current one, keeping both texts."""
    if expect == record.revision:
        return
    raise Conflict(
        f"{record.ref} is at revision {record.revision}; you edited revision {expect}.",
        theirs=text_of(record),
        yours=yours,
        kept="Both texts are kept.",
        do="Merge them and save again.",
    )


def holders(
    contract: Contract, role: str, stated: Stated, people: Directory, author: str
) -> frozenset[str]:
    """The ids of the persons and teams that hold a role of the contract on this record.

    A role that is a field holds whom the field names. Where the field is empty the role falls
    to every member, because a rule that nobody can satisfy helps nobody.
    """
    if role == "author":
        return frozenset({author})
    if role == "system":
        return frozenset({SYSTEM})
    if role == "lead":
        teams = people.teams_of(author) or tuple(people.teams.values())
        return frozenset(lead for team in teams for lead in team.leads)
    if role == "owner" and "owner" not in contract.fields:
        return frozenset({author})
    if role != "member" and role not in contract.fields:
        return frozenset()
    named = frozenset(
        identity
        for handle in _handles(stated.fields.get(role))
        if (identity := people.id_of(handle)) is not None
    )
    if named or role != "member":
        return named or _members(people)
    return _members(people)


def _members(people: Directory) -> frozenset[str]:
    return frozenset(
        person.id
        for person in people.people.values()
        if person.active and person.role in ("owner", "member")
    )


def _handles(value: Any) -> Iterable[str]:
    if value is None:
        return ()
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def waiting(contract: Contract, stated: Stated, people: Directory, author: str) -> list[str]:
    """The ids whom the record's state waits on: teams stay teams; empty when nobody must act."""
    state = contract.states.get(stated.state)
    if state is None or not state.waits_on:
        return []
    if state.waits_on in contract.fields and not list(_handles(stated.fields.get(state.waits_on))):
        return []
    return sorted(holders(contract, state.waits_on, stated, people, author))


def named(contract: Contract, stated: Stated, people: Directory) -> list[Json]:
    """The ids of the persons and teams that the record's own fields name: they may see it."""
    fields = (name for name, field in contract.fields.items() if field.type in ("person", "team"))
    found = {
        people.id_of(handle) for name in fields for handle in _handles(stated.fields.get(name))
    }
    return [*sorted(identity for identity in found if identity is not None)]


def roles_of(
    contract: Contract, stated: Stated, people: Directory, author: str, actor: str
) -> frozenset[str]:
    """All roles of the contract that the actor holds on this record."""
    if actor == SYSTEM:
        return frozenset({*BUILT_IN_ROLES, *contract.fields})
    names = {role for move in contract.moves.values() for role in move.by} | set(BUILT_IN_ROLES)
    return frozenset(
        role
        for role in names
        if actor in people.members_of(holders(contract, role, stated, people, author))
    )


def facts_of(
    record: Record,
    script: Script,
    text: str,
    acting: Acting,
    *,
    people: Directory,
    contracts: Registry,
) -> Facts:
    """All that a gate may ask about ``text`` as the next revision of ``record``."""
    contract = script.contract
    stated = script.read(text, path=record.ref)
    known = KnownRefs(record.workspace, text, acting.actor)
    editions = _editions(record)
    edition = editions.get(record.revision, record.revision)
    return Facts(
        contract=contract,
        text=text,
        outline=stated.outline,
        fields=stated.fields,
        field_lines=stated.head.lines,
        state=record.state,
        author=people.handle(record.author),
        revision=edition,
        resolved=lambda reference: known.resolves(reference, stated),
        kind_of=known.kind_of,
        comments=_comment_facts(record, editions, people),
        receipts=_receipt_facts(record, contract, stated, editions, people),
        actor=people.handle(acting.actor),
        roles_of_actor=roles_of(contract, stated, people, record.author, acting.actor),
        links=_grouped(stated.links),
        path=record.ref,
        ref=record.ref,
        today=acting.at.date().isoformat(),
        practice=verdict(record, acting),
        prefixes=frozenset(versions[-1].prefix for versions in contracts.versions.values()),
    )


_NAMED = re.compile(r"(?<![\w-])[A-Za-z][A-Za-z0-9]{0,15}-[0-9]{1,9}(?![\w-])")
_AT_ONCE = 500


class KnownRefs:
    """Which record ids exist for a person: those that ``text`` names at once, others singly.

    A record that the person may not see is none: what is said of it must not tell that it exists.
    """

    def __init__(self, workspace: int, text: str = "", person: str = SYSTEM) -> None:
        self._workspace = workspace
        self._person = person
        named = {str(ref) for word in _NAMED.findall(text) if (ref := parse_ref(word))}
        asked = sorted(named)[:_AT_ONCE]
        found = queries.kinds_of(workspace, asked, person=person) if asked else {}
        self._kinds: dict[str, str | None] = {ref: found.get(ref) for ref in asked}

    def _look_up(self, reference: str) -> str | None:
        if reference not in self._kinds:
            found = queries.kinds_of(self._workspace, [reference], person=self._person)
            self._kinds[reference] = found.get(reference)
        return self._kinds[reference]

    def kind_of(self, reference: str) -> str:
        """The kind of a record id; empty when there is no such record."""
        return self._look_up(reference.upper()) or ""

    def resolves(self, reference: str, stated: Stated) -> bool:
        """Whether an id or an anchor exists; paths of files cannot be known here and pass."""
        ref = parse_ref(reference)
        if ref is not None:
            return self._look_up(str(ref)) is not None
        if reference.startswith("#"):
            return reference[1:] in stated.outline.anchors
        return True


def _grouped(links: Iterable[StatedLink]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, tuple[str, ...]] = {}
    for link in links:
        grouped[link.means] = (*grouped.get(link.means, ()), link.target)
    return grouped


def _editions(record: Record) -> dict[int, int]:
    """For each revision the one in which a person last wrote: moves and mirrored links write none.

    Somebody who took in revision 3 has taken in revision 4 too, when 4 only moved the state.
    """
    editions: dict[int, int] = {}
    latest = 1
    for past in queries.history(record.workspace, record.ref):
        latest = latest if past.move else past.number
        editions[past.number] = latest
    return editions


def _comment_facts(
    record: Record, editions: dict[int, int], people: Directory
) -> tuple[CommentFact, ...]:
    return tuple(
        CommentFact(
            author=people.handle(remark.author),
            concern=bool(remark.concern),
            open=remark.status == "open",
            revision=editions.get(remark.revision, remark.revision),
            text=remark.text or "",
        )
        for remark in said.remarks(record.workspace, record.ref)
    )


def _receipt_facts(
    record: Record,
    contract: Contract,
    stated: Stated,
    editions: dict[int, int],
    people: Directory,
) -> tuple[ReceiptFact, ...]:
    return tuple(
        ReceiptFact(
            person=people.handle(taken.person),
            kind=taken.kind,
            revision=editions.get(taken.revision, taken.revision),
            scope=taken.scope,
            text=taken.text,
            roles=roles_of(contract, stated, people, record.author, taken.person),
        )
        for taken in said.receipts(record.workspace, record.ref)
    )

"""Verbs of incidents: declare, note, correct, claim, contest, settle, act. Nothing is taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import InvalidInput
from dayline.base.instants import to_text
from dayline.journal.append import writing
from dayline.people.queries import SYSTEM, authorise, directory
from dayline.practices.incident import queries, sections
from dayline.practices.incident.claims import Claim
from dayline.practices.incident.fold import NOTED
from dayline.practices.incident.rules import Action
from dayline.practices.incident.timeline import merged
from dayline.practices.incident.timing import checked
from dayline.records import queries as records
from dayline.records.actions import WRITERS, Written, open_record, revise
from dayline.records.facts import text_of
from dayline.records.queries import Record
from dayline.records.remarks.actions import READERS

LONGEST = 2_000
"""Characters of one note."""
MOST = 500
"""Notes that arrive together."""
_KEY = re.compile(r"[A-Za-z0-9_-]{0,64}")


@dataclass(frozen=True, slots=True)
class Given:
    """A note as it is given: ``at`` None means now; ``key`` names it, so that it is added once;
    ``corrects`` is the id of a note of the same timeline, such as ``N41``."""

    text: str
    at: datetime | None = None
    key: str = ""
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a note: its id, and whether it had arrived before."""

    id: str
    known: bool


def declare(
    acting: Acting,
    title: str,
    *,
    severity: str = "",
    area: Sequence[str] = (),
    visibility: str = "workspace",
) -> Written:
    """Open an incident that the acting person leads, aware of it from now on."""
    if not title.strip():
        raise InvalidInput("The incident has no name.", do="Say in a few words what goes wrong.")
    with writing(acting) as pen:
        handle = directory(acting.workspace).handle(acting.actor)
        fields: dict[str, str | Sequence[str]] = {
            "owner": handle,
            "aware_at": _second(acting.at),
        }
        fields |= {"severity": severity} if severity else {}
        fields |= {"area": list(area)} if area else {}
        written = open_record(
            acting, queries.KIND, title=" ".join(title.split()), fields=fields,
            visibility=visibility,
        )  # fmt: skip
        pen.flush()
        add_notes(acting, written.ref, [Given(f"{' '.join(title.split())}: declared")])
        pen.flush()
        revision = records.find(acting.workspace, written.ref).revision
    return replace(written, revision=revision)


def _second(at: datetime) -> str:
    return to_text(at)[:19] + "Z"


def add_notes(acting: Acting, ref: str, given: Sequence[Given]) -> list[Added]:
    """Add lines to a timeline, in one act: all of them or none.

    A line with a key that the timeline has is not added again. Anybody who may see the incident
    may add, also after it is closed: what was noted offline must not be lost. Raises
    :class:`InvalidInput` for an empty line, a time in the future, and a correction of nothing.
    """
    if not given or len(given) > MOST:
        what = f"{len(given)} lines are too many at once." if given else "There is nothing to add."
        raise InvalidInput(what, do=f"Send 1 to {MOST} lines.")
    with writing(acting) as pen:
        people = directory(acting.workspace)
        authorise(people, acting.actor, *READERS)
        record = queries.incident(acting.workspace, ref, person=acting.actor)
        known = queries.by_key(acting.workspace, record.ref, [one.key for one in given if one.key])
        added = []
        for one in given:
            there = known.get(one.key) if one.key else None
            if there is None:
                index = pen.add(NOTED, record.ref, _payload(acting, record, one))
                there = queries.note_id(index)
                added.append(Added(there, known=False))
                known |= {one.key: there} if one.key else {}
            else:
                added.append(Added(there, known=True))
        pen.flush()
        me = people.people.get(acting.actor)
        if acting.actor == SYSTEM or (me is not None and me.role in WRITERS):
            _begin(acting, record)
    return added


def _payload(acting: Acting, record: Record, one: Given) -> dict[str, Json]:
    text = " ".join(one.text.split())
    if not text or len(text) > LONGEST:
        what = "A line of the timeline is too long." if text else "A line of the timeline is empty."
        raise InvalidInput(
            what, kept="Nothing was added.", do=f"Write 1 to {LONGEST} characters for each event."
        )
    if not _KEY.fullmatch(one.key):
        raise InvalidInput(f"{one.key!r} is no key.", do="Use up to 64 letters, digits, - and _.")
    corrects = 0
    at = acting.at
    if one.corrects:
        corrected = queries.note(acting.workspace, record.ref, one.corrects)
        corrects, at = int(corrected.id[1:]), corrected.at
    at = checked(one.at, acting.at) if one.at is not None else at
    return {"text": text, "at": to_text(at), "key": one.key, "corrects": corrects}


def _begin(acting: Acting, record: Record) -> None:
    """The first line of a timeline goes into the text at once, so that no gate finds it empty."""
    if record.dialect == "native" and not record.final and not sections.rows(text_of(record)):
        write_timeline(acting, record.ref)


def write_timeline(acting: Acting, ref: str) -> int:
    """Bring the merged timeline into the incident's text; the revision that it now has.

    Moves do so by themselves. Doing it twice changes nothing the second time.
    """
    with writing(acting) as pen:
        pen.flush()
        record = queries.incident(acting.workspace, ref, person=acting.actor)
        text = text_of(record)
        noted = queries.notes(acting.workspace, record.ref)
        if not noted or record.dialect != "native":
            return record.revision
        fresh = sections.with_timeline(text, merged(sections.rows(text), noted))
        if fresh == text:
            return record.revision
        return revise(
            acting, record.ref, fresh, expect=record.revision, note="The timeline as it was noted"
        ).revision


def write_down(acting: Acting, record: Record, move: str) -> None:
    """What follows when an incident moves: its text takes in what was noted until now."""
    del move
    write_timeline(acting, record.ref)


def add_claim(acting: Acting, ref: str, statement: str, *, evidence: str = "") -> Claim:
    """Add a claim by the acting person, open until somebody contests or agrees to it."""
    with writing(acting):
        record = queries.incident(acting.workspace, ref, person=acting.actor)
        text = text_of(record)
        if not statement.strip():
            raise InvalidInput("The claim says nothing.", do="Say it in one sentence.")
        number = len(sections.claims(text)) + 1
        handle = directory(acting.workspace).handle(acting.actor)
        said, proof = (" ".join(one.split()) for one in (statement, evidence))
        claim = Claim(number, "open", handle, said, proof)
        _revise(acting, record, sections.with_claim(text, claim), f"Claim {number}")
    return claim


def contest(acting: Acting, ref: str, number: int, reason: str) -> Claim:
    """Contest a claim with a reason; it comes onto the agenda of the review."""
    if not reason.strip():
        raise InvalidInput("Why it is contested is not said.", do="Say it in one sentence.")
    with writing(acting):
        handle = directory(acting.workspace).handle(acting.actor)
        said = f"{handle}, {' '.join(reason.split())}"
        return _change_claim(acting, ref, number, mark="contested", dissent=said)


def settle(acting: Acting, ref: str, number: int, *, keep_dissent: bool = False) -> Claim:
    """Settle a claim: agreed, or with ``keep_dissent`` both views stay on record."""
    with writing(acting):
        return _change_claim(acting, ref, number, mark="dissent" if keep_dissent else "agreed")


def _change_claim(acting: Acting, ref: str, number: int, *, mark: str, dissent: str = "") -> Claim:
    record = queries.incident(acting.workspace, ref, person=acting.actor)
    text = text_of(record)
    found = sections.claims(text)
    if not 1 <= number <= len(found):
        raise InvalidInput(
            f"{record.ref} has no claim {number}.",
            kept="Nothing was changed.",
            do=f"It has {len(found) or 'no'} claims: dayline incident show {record.ref}.",
        )
    claim = found[number - 1]
    both = "; ".join(filter(None, (claim.dissent.rstrip("."), dissent)))
    claim = replace(claim, mark=mark, dissent=both or claim.dissent)
    fresh = sections.with_claim_changed(text, number, claim)
    _revise(acting, record, fresh, f"Claim {number} is {mark}")
    return claim


def add_action(acting: Acting, ref: str, text: str, *, owner: str, due: date) -> Action:
    """Add an action with one owner and a day. Raises :class:`NotFound` for an unknown owner."""
    if not text.strip():
        raise InvalidInput("The action says nothing.", do="Say what will be done.")
    with writing(acting):
        record = queries.incident(acting.workspace, ref, person=acting.actor)
        people = directory(acting.workspace)
        handle = people.handle(people.person(owner).id)
        standing = text_of(record)
        number = len(sections.actions(standing)) + 1
        action = Action(number, " ".join(text.split()), handle, due, done=False)
        _revise(acting, record, sections.with_action(standing, action), f"Action {number}")
    return action


def finish_action(acting: Acting, ref: str, number: int) -> Action:
    """Tick an action off, also after the incident is closed."""
    with writing(acting):
        record = queries.incident(acting.workspace, ref, person=acting.actor)
        standing = text_of(record)
        found = {one.number: one for one in sections.actions(standing)}
        if number not in found:
            raise InvalidInput(
                f"{record.ref} has no action {number}.",
                kept="Nothing was changed.",
                do=f"It has {len(found) or 'no'} actions: dayline incident actions.",
            )
        done = replace(found[number], done=True)
        if not found[number].done:
            fresh = sections.with_action_done(standing, done)
            _revise(acting, record, fresh, f"Action {number} is done")
    return done


def _revise(acting: Acting, record: Record, text: str, note: str) -> None:
    revise(acting, record.ref, text, expect=record.revision, note=note)

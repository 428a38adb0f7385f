"""What follows when a team's contract is published or retired: those who rely on it are told."""

from __future__ import annotations

from collections.abc import Sequence

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import InvalidInput
from dayline.base.findings import Finding
from dayline.journal.append import writing
from dayline.people.queries import SYSTEM, TeamFact
from dayline.practices.team.queries import Difference, dependants, difference
from dayline.practices.team.rules import breaking
from dayline.practices.team.terms import Change
from dayline.records import queries as records
from dayline.records.queries import Record

_SHOWN = 4


def announce(acting: Acting, record: Record, name: str) -> None:
    """Tell the dependants of a team what its new version changes, in the act that publishes it.

    Raises :class:`InvalidInput` where the version number does not say what the changes mean; the
    move is then not made.
    """
    if name not in ("publish", "retire"):
        return
    with writing(acting) as pen:
        if name == "retire":
            _tell(acting, record, "is retired: nobody makes its promises any more.", breaks=True)
            return
        pen.flush()
        now = records.find(acting.workspace, record.ref)
        found = difference(record, version=str(now.fields.get("version", "")))
        if not found.suffices:
            raise _too_small(found)
        if found.changes:
            words = in_words(found.changes, found.stated)
            _tell(acting, now, words, breaks=bool(breaking(found.changes)))


def in_words(found: Sequence[Change], version: str) -> str:
    """The changes in one sentence, breaking ones first."""
    broken = breaking(found)
    shown = [f"{one.what}: {one.said}" for one in (broken or found)[:_SHOWN]]
    count = len(broken or found) - len(shown)
    more = f"; and {count} more" if count else ""
    verb = "takes promises back" if broken else "changes nothing that you rely on"
    return f"version {version} {verb}: {'; '.join(shown)}{more}."


def _too_small(found: Difference) -> InvalidInput:
    broken = breaking(found.changes)
    return InvalidInput(
        f"{found.record.ref} changes more than version {found.stated or '(none)'} says.",
        kept="Nothing was published.",
        do=f"Publish it as version {found.needed} or higher.",
        findings=[
            Finding("team-version", f"{one.what}: {one.said} ({one.rule}).",
                    f"Take it back, or publish {found.needed}.", found.record.ref, 1)
            for one in (broken or found.changes)
        ],
    )  # fmt: skip


def _tell(acting: Acting, record: Record, words: str, *, breaks: bool) -> None:
    told: Sequence[TeamFact] = dependants(acting.workspace, record, person=SYSTEM)
    if not told:
        return
    with writing(acting) as pen:
        team = str(record.fields.get("team", "the team"))
        notice: dict[str, Json] = {
            "matter": "team-contract",
            "tell": [one.id for one in told],
            "text": f"{team} {words}",
            "why": f"your team's contract says that it depends on {team}.",
            "soon": breaks,
        }
        pen.add("notice.given", record.ref, notice)

"""Rounds of coffee so far, and who takes part. Only those in a pair learn of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dayline.base.instants import from_text
from dayline.journal import queries as journal
from dayline.people.queries import SYSTEM, Directory, directory
from dayline.practices.coffee.rules import Round, candidates, questions
from dayline.practices.team.queries import contracts

SUBJECT = "coffee"


@dataclass(frozen=True, slots=True)
class Coffee:
    """Somebody's coffee: with whom (an id), when, or None and three questions to answer in
    writing. ``drawn_at`` is when the lot fell."""

    partner: str
    at: datetime | None
    questions: tuple[str, ...]
    drawn_at: datetime
    round: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person sees: whether they take part, their coffee of the last round (None: none), how
    many teams theirs is linked to, and which round is next."""

    taking_part: bool
    coffee: Coffee | None
    links: int
    next_round: int


def told(workspace: int) -> list[tuple[datetime, Mapping[str, Any]]]:
    """The rounds with their payloads, oldest first."""
    found = journal.entries(workspace, subject=SUBJECT, kinds=("coffee.drawn",))
    return [(entry.at, entry.payload) for entry in found if entry.payload is not None]


def rounds(workspace: int) -> list[Round]:
    """The rounds so far, for the next lot."""
    return [
        Round(
            tuple(frozenset(pair["people"]) for pair in words["pairs"]),
            frozenset(words["left"]),
        )
        for _, words in told(workspace)
    ]


def stays_out(workspace: int) -> frozenset[str]:
    """Who chose not to take part. For the lot alone: nobody is shown this of others."""
    choices: dict[str, bool] = {}
    for entry in journal.entries(workspace, subject=SUBJECT, kinds=("coffee.chosen",)):
        if entry.payload is not None:
            choices[entry.actor] = bool(entry.payload.get("taking_part"))
    return frozenset(who for who, takes_part in choices.items() if not takes_part)


def depends(workspace: int, known: Directory) -> frozenset[tuple[str, str]]:
    """The pairs of teams of which one says, for the whole workspace to read, that it depends on the
    other. What not everybody sees pairs nobody, because a pair would tell it."""
    found: set[tuple[str, str]] = set()
    for record in contracts(workspace, SYSTEM):
        if record.visibility != "workspace":
            continue
        team = known.id_of(str(record.fields.get("team", "")))
        stated = record.fields.get("depends_on")
        for name in stated if isinstance(stated, list) else [stated] if stated else []:
            other = known.id_of(str(name))
            if team in known.teams and other in known.teams and team != other:
                found.add((str(team), str(other)))
    return frozenset(found)


def may_meet(workspace: int) -> dict[str, frozenset[str]]:
    """Whom each person who takes part may meet, by id; no guests, no agents, nobody who left."""
    known = directory(workspace)
    out = stays_out(workspace)
    teams = {
        who: [team.id for team in known.teams_of(who)]
        for who, person in known.people.items()
        if person.active
        and person.sort == "human"
        and person.role in ("owner", "member")
        and who not in out
    }
    return candidates({who: of for who, of in teams.items() if of}, depends(workspace, known))


def standing(workspace: int, person: str) -> Standing:
    """Coffee as somebody sees it: their own and nobody else's."""
    known = directory(workspace)
    history = told(workspace)
    mine = frozenset(team.id for team in known.teams_of(person))
    pairs = depends(workspace, known)
    linked = {other for pair in pairs if mine & set(pair) for other in pair} - mine
    return Standing(
        person not in stays_out(workspace),
        _of(history, person) if history else None,
        len(linked),
        len(history) + 1,
    )


def _of(history: list[tuple[datetime, Mapping[str, Any]]], person: str) -> Coffee | None:
    drawn_at, words = history[-1]
    for pair in words["pairs"]:
        people = list(pair["people"])
        if person in people:
            (partner,) = [one for one in people if one != person]
            at = from_text(str(pair["at"])) if pair.get("at") else None
            asked = () if at else questions(str(words["seed"]), people)
            return Coffee(partner, at, asked, drawn_at, len(history))
    return None

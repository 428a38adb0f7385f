"""Who answers for an area, who is in a team and who leads it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dayline.ask.citing import cited
from dayline.ask.facts import shown
from dayline.ask.material import Cite, Document, Owner, Sentence, Team
from dayline.ask.question import Question
from dayline.base.words import terms


def of_areas(
    question: Question, owners: Sequence[Owner], teams: Mapping[str, Document]
) -> list[Sentence]:
    """Who answers for an area that the question names."""
    told = question.text.lower()
    if not re.search(r"\bown(?:s|er|ers)?\b|\bresponsible\b|\bin charge\b|\blooks? after\b", told):
        return []
    found = []
    for one in owners:
        if re.search(rf"\b{re.escape(one.area.lower())}\b", told):
            text = f"{one.handle} owns {one.area}."
            team = teams.get(one.ref)
            cite = (
                cited(team, "area")
                if team
                else Cite(one.handle, "Teams", 0, "", (), text, f"/teams/{one.handle.lstrip('@')}")
            )
            found.append(Sentence(text, (cite,), 1.0))
    return found[:2]


_IN_TEAM = re.compile(
    r"\bmembers?\b|\b(?:in|on|of|part of|belongs? to|works? (?:in|on|for)) (?:the )?[@\w -]+"
    r"|\bteam\b.*\b(?:members|consists?|people)\b|\b(?:leads?|heads?|runs?)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(r"\b(?:leads?|leaders?|heads?|runs?)\b", re.IGNORECASE)
_CREW = re.compile(r"\bteams?\b|\bcrew\b|@")


def of_teams(question: Question, teams: Sequence[Team], owners: Sequence[Owner]) -> list[Sentence]:
    """Who is in a team that the question names, or leads it; of a question with nothing more.

    A team is named by its areas too: "the ledger team" is the one that owns the ledger.
    """
    if not _IN_TEAM.search(question.text) or not _CREW.search(question.text):
        return []
    leads = bool(_LEADS.search(question.text))
    found = []
    for one in teams:
        areas = " ".join(area.area for area in owners if area.handle == one.handle)
        names = frozenset(terms(f"{one.handle} {one.name} {areas}"))
        rest = {term for term, _ in question.terms} - _OF_TEAMS
        people = one.leads if leads else one.members
        if people and rest and rest <= names:
            verb = ("leads" if len(people) == 1 else "lead") if leads else (
                "is in" if len(people) == 1 else "are in"
            )  # fmt: skip
            text = f"{shown(people)} {verb} {one.handle}."
            place = f"/teams/{one.handle.lstrip('@')}"
            found.append(Sentence(text, (Cite(one.handle, "Teams", 0, "", (), text, place),), 1.0))
    return found[:2]


_OF_TEAMS = frozenset(
    terms("team teams crew member members belong belongs work works lead leads leader leaders head")
) | frozenset(terms("heads run runs people person part consist consists who"))

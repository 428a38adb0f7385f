"""Who answers for an area, who is in a team and who leads it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dayline.ask.citing import cited
from dayline.ask.facts import shown
from dayline.ask.material import Cite, Document, Library, Owner, Sentence, Team
from dayline.ask.naming import with_people, words_of
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
            found.append(Sentence(text, (_page(one, text),), 1.0))
    return found[:2]


_OF_TEAMS = frozenset(
    terms("team teams crew member members belong belongs work works lead leads leader leaders head")
) | frozenset(terms("heads run runs people person part consist consists who"))


_WHO_IS = re.compile(r"^\W*who(?:['\u2019]s| is| are)\s+(?P<who>[^?]+?)\W*$", re.IGNORECASE)


def of_person(question: Question, library: Library) -> list[Sentence]:
    """In which teams somebody is whom the question names, and for what those answer."""
    asked = _WHO_IS.match(question.text)
    if asked is None:
        return []
    told, people = with_people(words_of(asked["who"]), library.names(), frozenset())
    if told != ["@"]:
        return []
    found = []
    for one in library.teams():
        if people[0] in (*one.members, *one.leads):
            verb = "leads" if people[0] in one.leads else "is in"
            areas = [area.area for area in library.owners() if area.handle == one.handle]
            text = f"{people[0]} {verb} {one.handle}"
            text += f", which answers for {shown(areas)}." if areas else "."
            found.append(Sentence(text, (_page(one, text),), 1.0))
    return found


def _page(team: Team, text: str) -> Cite:
    place = f"/teams/{team.handle.lstrip('@')}"
    return Cite(team.handle, "Teams", 0, "", (), text, place)

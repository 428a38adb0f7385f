"""The part of a record that is asked for by name: what is open in R-1, what H-1 is about. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dayline.ask.choosing import quoted
from dayline.ask.kinds import is_why
from dayline.ask.listing import CALLED
from dayline.ask.matching import units_of
from dayline.ask.material import Document, Sentence
from dayline.ask.question import Question
from dayline.ask.unit import Unit
from dayline.base.words import stem


@dataclass(frozen=True)
class Aspect:
    """``asked`` are the stems by which people ask for it, ``headed`` what its section is called."""

    asked: frozenset[str]
    headed: re.Pattern[str]


def _aspect(asked: str, headed: str) -> Aspect:
    return Aspect(
        frozenset(stem(word) for word in asked.split()), re.compile(headed, re.IGNORECASE)
    )


_ASPECTS = (
    _aspect(
        "open unresolved unanswered undecided unclear unknown questions",
        r"\bopen\b|\bunresolved\b|\bnot known\b|\bunknowns?\b|\bquestions?\b|\bto be decided\b",
    ),
    _aspect(
        "alternatives alternative options rejected considered discarded excluded",
        r"\balternatives?\b|\boptions?\b|\brejected\b|\bnot chosen\b|\bconsidered\b|\bruled.out\b",
    ),
    _aspect("consequences consequence effects results follows trade-offs tradeoffs",
            r"\bconsequences?\b|\bwhat follows\b|\boutcome\b|\btrade.?offs?\b|\beffects?\b"),
    _aspect("impact affected damage", r"\bimpact\b|\bdamage\b|\bwho was hurt\b"),
    _aspect("risks risk hazards hazard drawbacks watch",
            r"\brisks?\b|\bhazards?\b|\bdrawbacks?\b|\bwatch\b|\bmind\b"),
    _aspect("next steps actions action todo todos follow-ups followups",
            r"\bnext\b|\bactions?\b|^steps\b|\bto.?dos?\b|\bfollow.?ups?\b"),
    _aspect("blockers blocker blocked blocks stuck blocking",
            r"\bblock(?:ers?|ed|ing)\b|\bstuck\b|\bwaiting\b"),
    _aspect("rollback revert undo roll", r"\broll.?back\b|\brevert\b|\bundo\b|\bif it fails\b"),
    _aspect("timeline chronology", r"\btimeline\b|\bchronology\b"),
    _aspect("context background", r"\bcontext\b|\bbackground\b"),
    _aspect("causes cause root", r"\bcauses?\b|\bclaims?\b|\banalysis\b"),
    _aspect("goals goal aim aims", r"(?<!non-)(?<!non )\bgoals?\b|\baims?\b|\bpurpose\b"),
    _aspect("non-goals nongoals non-goal", r"\bnon.?goals?\b|\bout of scope\b|\bnot in\b"),
    _aspect("scope", r"(?<!out of )\bscope\b"),
    _aspect("acceptance criteria", r"\bacceptance\b|\bcriteria\b|\bdone when\b"),
    _aspect("tests testing", r"\btests?\b|\btesting\b"),
    _aspect("lessons learned learnt", r"\blessons?\b|\blearn(?:ed|t)\b|\bwhat helped\b"),
)  # fmt: skip
_ABOUT = re.compile(
    r"^\W*(?:(?:what|what's|whats)(?: (?:is|was|does|did|do|are|were))?"
    r"(?: (?:decided|agreed|proposed|said|written|happened))?(?: (?:in|by|with|during))?"
    r"|summari[sz]e|sum up|explain|describe|tell me(?: about)?"
    r"|give me a summary of|(?:the )?summary of|tl;?dr(?: of)?|show(?: me)?|about)?"
    r"\s*(?:the )?(?:KIND|record|document)?\s*\0\s*"
    r"(?:about|say|says|said|decide[ds]?|propose[ds]?|mean|in (?:short|brief))?\W*$".replace(
        "KIND", "|".join((*CALLED, "pep", "issue"))
    ),
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"^(?:summary|abstract|in short|tl;?dr|overview|decision(?! (?:drivers?|makers?))|proposal"
    r"|what we decided|answer|question|what happened)\b",
    re.IGNORECASE,
)
_GLUE = frozenset(
    """a an the is are was were be been has have had of in on for from to with do does did what
    what's which how there any all list show me give tell us we you still yet now
    currently please and or that this it its about say says said named stated mentioned left
    came come taken section part parts""".split()  # noqa: SIM905
)
_BRIEF = 3
"""Sentences by which a record is told."""


def of_parts(question: Question, document: Document) -> list[Sentence]:
    """The section of a record that a question names by its id and asks for and nothing else."""
    if len(question.ids) != 1:
        return []
    prefix, number = question.ids[0]
    named = re.compile(rf"\b{re.escape(prefix)}[-\s]0*{number}\b", re.IGNORECASE)
    text = named.sub("\0", question.text.replace("\u2019", "'"), count=1)
    stems = {stem(word) for word in re.findall(r"[\w'-]*\w", text.lower()) if word not in _GLUE}
    stems.discard(stem(document.kind))
    for one in _ASPECTS:
        if stems and stems <= one.asked and (said := _section(document, one)):
            return said
    return brief(document) if _ABOUT.match(text) else []


def _section(document: Document, aspect: Aspect) -> list[Sentence]:
    found: dict[tuple[str, ...], list[tuple[int, Unit]]] = {}
    for at, one in enumerate(units_of(document)):
        if one.headings and one.sort != "list" and aspect.headed.search(one.headings[-1]):
            found.setdefault(one.headings, []).append((at, one))
    return [said for units in found.values() for said in quoted(document, units)][:_BRIEF]


def reasons(document: Document) -> list[Sentence]:
    """Why a record is as it is, in its own words: the beginning of the section that says so."""
    told = [(at, one) for at, one in _prose(document) if is_why(one.headings, only=True)]
    return quoted(document, _first_of(told))


def brief(document: Document, *, titled: bool = True) -> list[Sentence]:
    """What a record says first under a heading of what it comes to, or first of all.

    ``titled`` is said after its title.
    """
    told = _prose(document)
    summary = [(at, one) for at, one in told if one.headings and _SUMMARY.match(one.headings[-1])]
    before = f"{document.title}:" if titled else ""
    return quoted(document, _first_of(summary or told), before=before)


def _prose(document: Document) -> list[tuple[int, Unit]]:
    """Its sentences and items, each with its number in the record."""
    return [
        (at, one) for at, one in enumerate(units_of(document)) if one.sort in ("sentence", "item")
    ]


def _first_of(told: Sequence[tuple[int, Unit]]) -> Sequence[tuple[int, Unit]]:
    """The beginning of the section in which the first of them stands."""
    return [pair for pair in told if pair[1].headings == told[0][1].headings][:_BRIEF]
